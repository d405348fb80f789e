import { JOB_STATES, type JobState, type QueueStatus } from "@queuectl/core";

/** A series for each queue and state is stored by the scraper for months: so there must be an end to them. */
export const MAX_QUEUES = 100;
/** What the others are summed up as. No queue can be called so. */
export const OTHER_QUEUES = "(other)";

/** The first by name, so that those shown do not change from scrape to scrape, and all others as one. */
export function boundedQueues(queues: readonly QueueStatus[]): readonly QueueStatus[] {
  if (queues.length <= MAX_QUEUES) return queues;
  const sorted = queues.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const others = sorted.slice(MAX_QUEUES);
  const sum = (state: JobState) => others.reduce((jobs, queue) => jobs + queue.jobs[state], 0);
  const jobs = Object.fromEntries(JOB_STATES.map((state) => [state, sum(state)])) as Record<JobState, number>;
  return [...sorted.slice(0, MAX_QUEUES), { name: OTHER_QUEUES, paused: others.every(({ paused }) => paused), jobs }];
}
