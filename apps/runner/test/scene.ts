/** What the tests of the runner share: a store in a directory of its own, runners in this process and in others. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ConfigKey, configText, type Job, type JobSpec, type JobStore, type OutputStream } from "@queuectl/core";
import { openSqliteStore, sqliteFiles } from "@queuectl/core/sqlite";
import { createRunner, type Runner, type RunnerEvent, type RunnerOptions } from "../src/index.ts";

const ENTRY = join(import.meta.dir, "fixtures", "runner.ts");
const DEADLINE_MS = 20_000;
const LOOK_MS = 5;

/** What a runner in another process is told. */
export type RemoteOptions = Partial<Pick<RunnerOptions, "workers" | "queues" | "untilEmpty" | "stopTimeoutMs">> & {
  readonly id: string;
  /** Kills the worker thread of a job with this id, soon after it was started. */
  readonly crash?: string;
};

export interface Remote {
  readonly process: Bun.Subprocess<"ignore", "pipe", "inherit">;
  readonly events: RunnerEvent[];
}

export class Scene implements AsyncDisposable {
  readonly #runners: { readonly runner: Runner; readonly store: JobStore }[] = [];
  readonly #remotes: Remote[] = [];
  #names = 0;
  readonly events: RunnerEvent[] = [];

  private constructor(
    readonly dir: string,
    readonly path: string,
    readonly store: JobStore,
  ) {}

  static async open(config: Partial<Record<ConfigKey, string>> = {}): Promise<Scene> {
    const dir = mkdtempSync(join(tmpdir(), "queuectl-runner-"));
    const path = join(dir, "queue.db");
    const scene = new Scene(dir, path, await openSqliteStore(path, { access: "write" }));
    await scene.configure({ "kill-grace": "300ms", "backoff-base": "0", ...config });
    return scene;
  }

  get spoolDir(): string {
    return sqliteFiles(this.path).spool;
  }

  async configure(config: Partial<Record<ConfigKey, string>>): Promise<void> {
    const texts = Object.entries(config).map(([key, text]) => [key, configText(key, text)]);
    await this.store.configure(Object.fromEntries(texts), Date.now());
  }

  file(name: string): string {
    return join(this.dir, name);
  }

  lines(name: string): string[] {
    try {
      return readFileSync(this.file(name), "utf8").split("\n").filter(Boolean);
    } catch {
      return [];
    }
  }

  enqueue(...specs: JobSpec[]): Promise<Job[]> {
    return this.store.enqueue(specs, Date.now());
  }

  async job(id: string): Promise<Job> {
    const job = await this.store.job(id);
    if (job === null) throw new Error(`there is no job ${id}`);
    return job;
  }

  /** A runner in this process. It is ready when this resolves. */
  async runner(options: Partial<RunnerOptions> = {}): Promise<Runner> {
    this.#names += 1;
    // A connection of its own, as every runner has: a store does not wake a runner for what itself has written.
    const store = await openSqliteStore(this.path, { access: "write" });
    const runner = createRunner({
      store,
      id: `runner-${this.#names}`,
      workers: 1,
      queues: null,
      version: "test",
      spoolDir: this.spoolDir,
      untilEmpty: false,
      stopTimeoutMs: null,
      descriptors: null,
      hiddenEnv: [],
      emit: (event) => this.events.push(event),
      ...options,
    });
    this.#runners.push({ runner, store });
    await runner.start();
    return runner;
  }

  /** Executes everything that is there now, and stops. */
  async drain(options: Partial<RunnerOptions> = {}): Promise<void> {
    const runner = await this.runner({ untilEmpty: true, ...options });
    await runner.finished;
  }

  /** A runner in a process of its own. It is ready when this resolves. */
  async remote(options: RemoteOptions): Promise<Remote> {
    const child = Bun.spawn([process.execPath, ENTRY, JSON.stringify({ path: this.path, ...options })], {
      stdin: "ignore",
      stdout: "pipe",
      stderr: "inherit",
    });
    const remote: Remote = { process: child, events: [] };
    this.#remotes.push(remote);
    void collect(child.stdout, remote.events);
    await until(() => remote.events.some(({ type }) => type === "runner-started"));
    return remote;
  }

  /** Waits until the job is as wanted, and returns it. */
  async until(id: string, wanted: (job: Job) => boolean): Promise<Job> {
    let job = await this.job(id);
    await until(
      async () => {
        job = await this.job(id);
        return wanted(job);
      },
      () => JSON.stringify(job, null, 1),
    );
    return job;
  }

  /** Waits until the job executes, and its process is known to the store. */
  started(id: string): Promise<Job> {
    return this.until(id, ({ state, last }) => state === "processing" && last?.pid != null && last.finishedAt === null);
  }

  ended(id: string): Promise<Job> {
    return this.until(id, ({ finishedAt }) => finishedAt !== null);
  }

  /** All that is stored of one attempt's stream. */
  async output(id: string, stream: OutputStream, attempt = 1): Promise<Buffer> {
    const chunks = await this.store.output(id, { attempt, stream, limit: 10_000 });
    return Buffer.concat(chunks.map(({ bytes }) => bytes));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { process } of this.#remotes) process.kill("SIGKILL");
    for (const { process } of this.#remotes) await process.exited;
    for (const { runner } of this.#runners) runner.interrupt();
    for (const { runner, store } of this.#runners) {
      await runner.finished;
      await store.close();
    }
    await this.store.close();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** Waits for a state, never for a time. */
export async function until(
  reached: () => boolean | Promise<boolean>,
  describe: () => string = () => reached.toString(),
): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  while (!(await reached())) {
    if (performance.now() > deadline) throw new Error(`never came: ${describe()}`);
    await Bun.sleep(LOOK_MS);
  }
}

async function collect(lines: ReadableStream<Uint8Array>, events: RunnerEvent[]): Promise<void> {
  let rest = "";
  const decoder = new TextDecoder();
  for await (const bytes of lines) {
    const text = decoder.decode(bytes, { stream: true });
    const parts = (rest + text).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) events.push(JSON.parse(part));
  }
}
