import { Database } from "bun:sqlite";
import { join } from "node:path";
import type { Context } from "../measuring/benchmark.ts";
import { cpuMs } from "../running/proc.ts";
import { Queuectl } from "../running/queuectl.ts";
import { fillHistory } from "../store/fill-history.ts";
import { fillStore } from "../store/fill-store.ts";
import { Overview } from "./overview.ts";
import { signInUrl, Visitor } from "./visitor.ts";

const WORKERS = "4";
/** More than any runner executes in a second. */
const FAST = 5_000;

/** Who serves: a process of its own, or a thread of the runner. */
export type Server = "web" | "worker start --http";

/** A store, a runner with 4 workers on it, and who serves the dashboard. Gone when it is disposed of. */
export class Stage implements AsyncDisposable {
  readonly #db: Database;

  private constructor(
    private readonly queuectl: Queuectl,
    readonly visitor: Visitor,
    private readonly pids: readonly number[],
  ) {
    this.#db = new Database(join(queuectl.folder, "queue.db"), { readonly: true });
  }

  /** With so many jobs in the store, and a day behind it; with none at all where that is 0. */
  static async open(context: Context, server: Server, jobs: number): Promise<Stage> {
    const queuectl = await Queuectl.on(context);
    try {
      if (jobs > 0) {
        context.say(`${jobs.toLocaleString("en")} jobs are being made`);
        fillHistory(await fillStore(queuectl.folder, jobs));
      }
      const http = server === "web" ? [] : ["--http", "0"];
      const processes = [await queuectl.startRunner("--count", WORKERS, ...http)];
      if (server === "web") processes.push(await queuectl.startWeb());
      const visitor = await Visitor.signIn(await signInUrl(context.signal, () => queuectl.logs()));
      return new Stage(
        queuectl,
        visitor,
        processes.map(({ pid }) => pid),
      );
    } catch (error) {
      await queuectl[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Sees to it that the runner has enough to do for so long at its full speed. */
  async supply(seconds: number): Promise<void> {
    const wanted = FAST * seconds;
    if (this.#count("SELECT pending AS n FROM counters") >= wanted) return;
    await this.queuectl.enqueue(Array.from({ length: wanted }, () => ({ command: "true" })));
  }

  /** Stores so many of one job. */
  async store(jobs: number, job: Readonly<Record<string, unknown>>): Promise<void> {
    await this.queuectl.enqueue(Array.from({ length: jobs }, () => job));
  }

  /** The process that serves. */
  get server(): number {
    return this.pids.at(-1) as number;
  }

  /** How many attempts have ended well so far. */
  get completed(): number {
    return this.#count("SELECT sum(count) AS n FROM totals WHERE series = 'completed'");
  }

  /** Processor time of the runner and of who serves so far, without that of jobs; in ms. */
  get cpuMs(): number {
    return this.pids.reduce((sum, pid) => sum + cpuMs(pid), 0);
  }

  /** So many browsers look at the overview. */
  async look(visitors: number): Promise<AsyncDisposable & { check(): void }> {
    const overviews = await Promise.all(Array.from({ length: visitors }, () => Overview.open(this.visitor)));
    return {
      check() {
        for (const { heard } of overviews) if (heard.events === 0) throw new Error("a dashboard heard of nothing");
      },
      async [Symbol.asyncDispose]() {
        await Promise.all(overviews.map((overview) => overview[Symbol.asyncDispose]()));
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#db.close();
    await this.queuectl[Symbol.asyncDispose]();
  }

  #count(sql: string): number {
    return (this.#db.query(sql).get() as { n: number | null }).n ?? 0;
  }
}
