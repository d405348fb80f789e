import type { Reading } from "../store/reading.ts";
import type { QueueSelection, RunnerRecord } from "../store/runners.ts";

/** So many are named; more help nobody. */
const NAMED = 10;

/**
 * Queues that have something to claim while some runner lives, but none that serves them: at most ten. One that is paused is
 * held back on purpose, and one that drains may have a successor.
 */
export async function unservedQueues(store: Reading, runners: readonly RunnerRecord[]): Promise<string[]> {
  const living = runners.filter(({ alive }) => alive !== false);
  const left = leftOut(living);
  return living.length === 0 || left.queues?.length === 0 ? [] : await store.waitingQueues(left, NAMED);
}

/** The queues that none of these serve. */
export function leftOut(runners: readonly QueueSelection[]): QueueSelection {
  const listed = new Set(runners.flatMap(({ queues }) => queues ?? []));
  const excluded = runners.flatMap(({ queues, excludedQueues = [] }) =>
    queues === null ? [new Set(excludedQueues)] : [],
  );
  const [first, ...others] = excluded;
  if (first === undefined) return { queues: null, excludedQueues: [...listed] };
  const common = others.reduce((names, each) => names.intersection(each), first);
  return { queues: [...common.difference(listed)] };
}

/** Whether a queue is one of the selected. */
export function selects({ queues, excludedQueues = [] }: QueueSelection, queue: string): boolean {
  return queues?.includes(queue) ?? !excludedQueues.includes(queue);
}
