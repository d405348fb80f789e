import { JOB_STATES, type JobState, type QueueStatus, type StoreStatus } from "@queuectl/core";

/** A series for each queue and state is stored by the scraper for months: so there must be an end to them. */
export const MAX_QUEUES = 100;
/** What the others are summed up as. No queue can be called so. */
export const OTHER_QUEUES = "(other)";

/** The first by name, so that those shown do not change from scrape to scrape, and all others as one: what is left of the sums. */
export function boundedQueues(
  first: readonly QueueStatus[],
  { jobs, queueCount }: StoreStatus,
): readonly QueueStatus[] {
  if (queueCount <= first.length) return first;
  // The two were not read in the same instant.
  const left = (state: JobState) =>
    Math.max(
      0,
      first.reduce((rest, queue) => rest - queue.jobs[state], jobs[state]),
    );
  const others = Object.fromEntries(JOB_STATES.map((state) => [state, left(state)])) as Record<JobState, number>;
  return [...first, { name: OTHER_QUEUES, paused: false, jobs: others }];
}
