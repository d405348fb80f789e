import type { JobState } from "../domain/state.ts";
import { JOB_STATES } from "../domain/state.ts";
import type { Connection } from "./connection.ts";
import addCounter from "./sql/add-counter.sql" with { type: "text" };
import addQueue from "./sql/add-queue.sql" with { type: "text" };
import count from "./sql/count.sql" with { type: "text" };
import type { Sum } from "./sums.ts";

/**
 * What one transaction does to the number of jobs by queue and state: a trigger for every row made bulk enqueueing almost
 * three times as slow.
 */
export class CounterDeltas implements Sum {
  readonly #byQueue = new Map<string, Map<JobState, number>>();

  /** A job of `queue` went from one state to another; `null` is where it comes from when enqueued, or goes when deleted. */
  move(queue: string, from: JobState | null, to: JobState | null, jobs = 1): void {
    const states = this.#byQueue.get(queue) ?? new Map<JobState, number>();
    this.#byQueue.set(queue, states);
    if (from !== null) states.set(from, (states.get(from) ?? 0) - jobs);
    if (to !== null) states.set(to, (states.get(to) ?? 0) + jobs);
  }

  /** Whether more jobs are in this state, in some queue, than the counters tell. */
  adds(state: JobState): boolean {
    return this.#byQueue.values().some((states) => (states.get(state) ?? 0) > 0);
  }

  apply(connection: Connection): void {
    for (const [queue, states] of this.#byQueue) {
      for (const [state, delta] of states) if (delta !== 0) connection.run(count, { queue, state, delta });
    }
    this.#byQueue.clear();
  }
}

/** Makes a queue known, with a counter for each state. */
export function addQueueWithCounters(connection: Connection, name: string): void {
  if (connection.run(addQueue, { name }) === 0) return;
  for (const state of JOB_STATES) connection.run(addCounter, { queue: name, state });
}
