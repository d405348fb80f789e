import type { SQLQueryBindings, Statement } from "bun:sqlite";
import { JobExists, StoreUnavailable } from "../../domain/errors.ts";
import { DEFAULT_QUEUE, type JobSpec } from "../../domain/job/job.ts";
import type { JobState } from "../../domain/state.ts";
import { CounterDeltas } from "../counting/counters.ts";
import type { Connection } from "../database/connection.ts";
import { currentConfig } from "../database/settings.ts";
import lastSeq from "../database/sql/last-seq.sql" with { type: "text" };
import type { Sums } from "../database/sums.ts";
import type { Tx } from "../database/transaction.ts";
import { jsonOfEnv } from "../jobs/rows.ts";
import createStaged from "./sql/create-staged.sql" with { type: "text" };
import dropStaged from "./sql/drop-staged.sql" with { type: "text" };
import stage from "./sql/stage.sql" with { type: "text" };
import stagedConflict from "./sql/staged-conflict.sql" with { type: "text" };
import storeStaged from "./sql/store-staged.sql" with { type: "text" };
import storedSince from "./sql/stored-since.sql" with { type: "text" };

type Bindings = SQLQueryBindings[];
type WaitingState = "scheduled" | "pending";

/** Where a job is to run, as `jobs` has it. */
interface JobPlace {
  readonly cwd: string | null;
  readonly env: string | null;
}

interface StoredGroup {
  readonly queue: string;
  readonly state: JobState;
  readonly jobs: number;
}

interface Conflict {
  readonly id: string;
  readonly index: number;
  readonly earlier: number | null;
}

/** Tables so far: each call has its own, since another's jobs may still be on their way. */
let tables = 0;

/**
 * The jobs of one call, laid aside until the last of them is there: in a temporary table, which is on disk beyond a little
 * memory, in a file without a name, and behind no lock. One statement stores them from there in half the time that one for
 * each job takes, which is more than it costs to lay them aside.
 */
export class Staging implements Disposable {
  readonly #table = `staged_${++tables}`;
  readonly #stage: Statement<unknown, Bindings>;
  readonly #waiting = new Map<string, Record<WaitingState, number>>();
  #count = 0;
  /** Where the first job is to run: mostly all of a file are, and it need not be laid aside with each. */
  #first: JobPlace = { cwd: null, env: null };
  /** The last one's environment, which the next one often has, too. */
  #env: { readonly of: JobSpec["env"]; readonly json: string | null } = { of: undefined, json: null };

  constructor(
    private readonly connection: Connection,
    private readonly now: number,
  ) {
    connection.db.run(this.#sql(createStaged));
    this.#stage = connection.db.prepare(this.#sql(stage));
  }

  /** How many jobs were laid aside. */
  get count(): number {
    return this.#count;
  }

  /** Lays jobs aside. */
  async add(specs: readonly JobSpec[]): Promise<void> {
    try {
      // A read as far as the database itself is concerned: nobody waits for it, and it waits for nobody.
      await this.connection.read(() => {
        for (const spec of specs) this.#add(spec);
      });
    } catch (error) {
      if (!isFull(error)) throw error;
      const fix = "free some space in the directory for temporary files, or name another one: TMPDIR";
      throw new StoreUnavailable("the disk is full; nothing was stored", fix, { cause: error });
    }
  }

  /**
   * Stores what was laid aside, under its nonce: saying it again finds it stored. Throws
   * `JobExists`.
   */
  store(tx: Tx, nonce: string, sums: Sums): void {
    const { maxRetries, backoffBase } = currentConfig(tx);
    const seq = tx.get<{ seq: number }>(lastSeq)?.seq ?? 0;
    using insert = this.connection.db.prepare(this.#sql(storeStaged));
    const { changes } = insert.run({ nonce, now: this.now, ...this.#first, maxRetries, backoffBase });
    const counters = sums.of(CounterDeltas);
    if (changes < this.#count) {
      this.#refuseConflict(nonce);
      // A try before this one stored them all, whatever its COMMIT said: those that come now were deleted since.
      for (const { queue, state, jobs } of tx.all<StoredGroup>(storedSince, { seq })) {
        counters.move(queue, null, state, jobs);
      }
      return;
    }
    for (const [queue, waiting] of this.#waiting) {
      counters.move(queue, null, "scheduled", waiting.scheduled);
      counters.move(queue, null, "pending", waiting.pending);
    }
  }

  [Symbol.dispose](): void {
    this.#stage.finalize();
    this.connection.db.run(this.#sql(dropStaged));
  }

  #add(spec: JobSpec): void {
    const { id, queue = DEFAULT_QUEUE, runAt = this.now } = spec;
    const state = runAt > this.now ? "scheduled" : "pending";
    const cwd = spec.cwd ?? null;
    const env = this.#jsonOf(spec.env);
    if (this.#count === 0) this.#first = { cwd, env };
    const asFirst = cwd === this.#first.cwd && env === this.#first.env;
    this.#stage.run(
      id ?? Bun.randomUUIDv7(),
      queue,
      JSON.stringify(spec.command),
      asFirst ? 1 : 0,
      asFirst ? null : cwd,
      asFirst ? null : env,
      spec.priority ?? 0,
      spec.maxRetries ?? null,
      spec.backoffBase ?? null,
      spec.timeoutMs ?? null,
      spec.runAt ?? null,
    );
    let waiting = this.#waiting.get(queue);
    if (waiting === undefined) {
      waiting = { scheduled: 0, pending: 0 };
      this.#waiting.set(queue, waiting);
    }
    waiting[state]++;
    this.#count++;
  }

  #jsonOf(env: JobSpec["env"]): string | null {
    if (env !== this.#env.of) this.#env = { of: env, json: jsonOfEnv(env) };
    return this.#env.json;
  }

  #refuseConflict(nonce: string): void {
    using search = this.connection.db.prepare<Conflict, [{ nonce: string }]>(this.#sql(stagedConflict));
    const conflict = search.get({ nonce });
    if (conflict !== null) throw new JobExists(conflict.id, conflict.index, conflict.earlier);
  }

  #sql(text: string): string {
    return text.replaceAll("temp.staged", `temp.${this.#table}`);
  }
}

function isFull(error: unknown): boolean {
  return error instanceof StoreUnavailable && (error.cause as { code?: string })?.code === "SQLITE_FULL";
}
