import { join } from "node:path";
import type { Context } from "../measuring/benchmark.ts";
import { end, start } from "./processes.ts";
import { until } from "./until.ts";

/** A bare Bun process with Workers that execute shell lines: queuectl without a queue. */
export class BareWorkers implements AsyncDisposable {
  private constructor(
    readonly process: Bun.Subprocess,
    private readonly log: Bun.BunFile,
    private readonly signal: AbortSignal,
  ) {}

  /** Resolves once all Workers are ready. */
  static async start({ folder, signal }: Context, workers: number, jobs: number, line: string): Promise<BareWorkers> {
    const log = Bun.file(join(folder, `bare-${Bun.randomUUIDv7()}.log`));
    const { PATH = "" } = process.env;
    const argv = [process.execPath, join(import.meta.dir, "../bare/workers.ts"), String(workers), String(jobs), line];
    const bare = new BareWorkers(start(argv, { cwd: folder, env: { PATH }, stdout: log }), log, signal);
    await until(signal, "bare Workers that are ready", async () => (await log.text()).includes("ready"));
    return bare;
  }

  /** Has them execute their lines; resolves to the seconds it took. */
  async drain(): Promise<number> {
    this.process.kill("SIGUSR2");
    let seconds: string | undefined;
    await until(this.signal, "bare Workers that are done", async () => {
      seconds = /done (\S+)/.exec(await this.log.text())?.[1];
      return seconds !== undefined;
    });
    return Number(seconds);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await end(this.process);
    await this.log.delete();
  }
}
