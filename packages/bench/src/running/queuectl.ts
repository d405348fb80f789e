import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "../measuring/benchmark.ts";
import type { WaitingQueue } from "../measuring/peer.ts";
import { end, type ProcessOptions, run, start } from "./processes.ts";
import { until } from "./until.ts";

/** A job, as `--json` prints it; of its fields those that benchmarks look at. */
export interface ListedJob {
  readonly id: string;
  readonly state: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
  readonly next_run_at: string | null;
}

/** queuectl on a store of its own, gone with its runners when it is disposed of. */
export class Queuectl implements AsyncDisposable {
  readonly #started: Bun.Subprocess[] = [];

  private constructor(
    readonly program: readonly string[],
    readonly folder: string,
    readonly surroundings: ProcessOptions,
    private readonly signal: AbortSignal,
  ) {}

  /** In a folder of its own, with nothing in it so far. */
  static async on({ folder, program, signal }: Context): Promise<Queuectl> {
    const home = await mkdtemp(join(folder, "store-"));
    const { PATH = "" } = process.env;
    const env = { PATH, HOME: home, QUEUECTL_HOME: home, TERM: "dumb" };
    return new Queuectl(program, home, { cwd: home, env }, signal);
  }

  /** Runs a command to its end. Rejects unless its exit code is 0. */
  call(...args: string[]): Promise<string> {
    return run([...this.program, ...args], this.surroundings);
  }

  /** Stores so many jobs, in one transaction. */
  async enqueue(jobs: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
    const file = join(this.folder, "jobs.ndjson");
    await Bun.write(file, `${jobs.map((job) => JSON.stringify(job)).join("\n")}\n`);
    await this.call("enqueue", "--file", file);
  }

  /** Stores the same command so many times. */
  enqueueMany(jobs: number, command: string): Promise<void> {
    return this.enqueue(Array.from({ length: jobs }, () => ({ command })));
  }

  async list(...args: string[]): Promise<ListedJob[]> {
    return JSON.parse(await this.call("list", "--json", ...args));
  }

  /** Starts a runner, and resolves once it is ready. */
  startRunner(...args: string[]): Promise<Bun.Subprocess> {
    return this.#start(["worker", "start", ...args], " is ready: ");
  }

  /** Starts a server at a free port, and resolves once it can be signed in to. */
  startWeb(): Promise<Bun.Subprocess> {
    return this.#start(["web", "--port", "0"], "to sign in, once: ");
  }

  async #start(args: readonly string[], ready: string): Promise<Bun.Subprocess> {
    const log = Bun.file(this.#logOf(this.#started.length));
    const child = start([...this.program, ...args], { ...this.surroundings, stdout: log });
    this.#started.push(child);
    await until(this.signal, `${args[0]} that is ready`, async () => (await log.text()).includes(ready));
    return child;
  }

  /** As a queue that waits for jobs, which ends with its store. */
  waiting(): WaitingQueue {
    return {
      env: this.surroundings.env,
      enqueue: (argv) => [...this.program, "enqueue", "--", ...argv],
      list: [...this.program, "list"],
      [Symbol.asyncDispose]: () => this[Symbol.asyncDispose](),
    };
  }

  /** Waits until so many jobs are completed. */
  async completed(jobs: number): Promise<void> {
    await until(
      this.signal,
      `${jobs} completed jobs`,
      async () => JSON.parse(await this.call("status", "--json")).jobs.completed >= jobs,
      200,
    );
  }

  /** What was said so far by all that was started. */
  async logs(): Promise<string> {
    return (await Promise.all(this.#started.map((_, at) => Bun.file(this.#logOf(at)).text()))).join("");
  }

  #logOf(at: number): string {
    return join(this.folder, `started-${at}.log`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#started.filter(({ exitCode }) => exitCode === null).map((child) => end(child)));
    await rm(this.folder, { recursive: true, force: true });
  }
}
