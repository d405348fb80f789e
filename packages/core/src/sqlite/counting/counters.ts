import type { JobState } from "../../domain/state.ts";
import { JOB_STATES } from "../../domain/state.ts";
import type { Sum } from "../database/sums.ts";
import type { Tx } from "../database/transaction.ts";
import addQueue from "./sql/add-queue.sql" with { type: "text" };
import count from "./sql/count.sql" with { type: "text" };
import countAll from "./sql/count-all.sql" with { type: "text" };
import countPending from "./sql/count-pending.sql" with { type: "text" };
import dropQueue from "./sql/drop-queue.sql" with { type: "text" };

/** How many jobs came to each state, or left it. */
type Deltas = Record<JobState, number>;

interface QueueDeltas {
  readonly deltas: Deltas;
  /** Whether any job became pending, or ceased to be: another one may be the head of the line. */
  line: boolean;
}

/**
 * What one transaction does to the number of jobs by queue and state, and to the heads of lines: a trigger for every row made
 * bulk enqueueing almost three times as slow.
 */
export class CounterDeltas implements Sum {
  readonly #byQueue = new Map<string, QueueDeltas>();
  #filled = false;

  /** A job of `queue` went from one state to another; `null` is where it comes from when enqueued, or goes when deleted. */
  move(queue: string, from: JobState | null, to: JobState | null, jobs = 1): void {
    let known = this.#byQueue.get(queue);
    if (known === undefined) {
      known = { deltas: zeros(), line: false };
      this.#byQueue.set(queue, known);
    }
    if (from !== null) known.deltas[from] -= jobs;
    if (to !== null) known.deltas[to] += jobs;
    if (from === "pending" || to === "pending") known.line = true;
    if (to === "pending") this.#filled = true;
  }

  /** Whether a line may have a job ahead of the head that the store knows. */
  get filled(): boolean {
    return this.#filled;
  }

  /** Of how many lines at most the store knows a head that is gone. */
  get moved(): number {
    return this.#byQueue.size;
  }

  apply(tx: Tx): void {
    if (this.#byQueue.size === 0) return;
    const sums = zeros();
    let queues = 0;
    for (const [name, { deltas, line }] of this.#byQueue) {
      queues += countQueue(tx, name, deltas, line);
      for (const state of JOB_STATES) sums[state] += deltas[state];
    }
    if (queues !== 0 || JOB_STATES.some((state) => sums[state] !== 0)) {
      tx.prepared(countAll).run(queues, ...inOrder(sums));
    }
    this.#byQueue.clear();
    this.#filled = false;
  }
}

/** Forgets a queue that has no job and nothing set. Call it within a transaction whose sums are written. */
export function dropEmptyQueue(tx: Tx, name: string): void {
  if (dropped(tx, name)) tx.prepared(countAll).run(-1, ...inOrder(zeros()));
}

/** Returns by how many the queues became more. */
function countQueue(tx: Tx, name: string, deltas: Deltas, line: boolean): number {
  const statement = tx.prepared(line ? countPending : count);
  const values = inOrder(deltas);
  const { changes } = statement.run(name, ...values);
  if (changes === 0) {
    tx.run(addQueue, { name });
    statement.run(name, ...values);
    return 1;
  }
  // Only where jobs were deleted may it have none left.
  const jobs = values.reduce((sum, delta) => sum + delta, 0);
  return jobs < 0 && dropped(tx, name) ? -1 : 0;
}

function dropped(tx: Tx, name: string): boolean {
  return tx.run(dropQueue, { name }) > 0;
}

/** As the statements bind them. */
function inOrder(deltas: Deltas): number[] {
  return JOB_STATES.map((state) => deltas[state]);
}

function zeros(): Deltas {
  return { scheduled: 0, pending: 0, processing: 0, failed: 0, completed: 0, dead: 0, cancelled: 0 };
}
