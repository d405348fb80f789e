/** The states of a job, in the order in which people read them. `dead` jobs are the dead letter queue. */
export const JOB_STATES = ["scheduled", "pending", "processing", "failed", "completed", "dead", "cancelled"] as const;

export type JobState = (typeof JOB_STATES)[number];

/** Jobs in these states will not execute again unless an operator retries them. */
export const FINISHED_STATES = ["completed", "dead", "cancelled"] as const satisfies readonly JobState[];

/** From where an operator's `retry` is allowed. */
export const RETRYABLE_STATES = ["failed", "dead", "cancelled", "completed"] as const satisfies readonly JobState[];

/** From where an operator's `cancel` is allowed; a `processing` job is asked to end, the others are cancelled at once. */
export const CANCELLABLE_STATES = [
  "scheduled",
  "pending",
  "processing",
  "failed",
] as const satisfies readonly JobState[];

export function isJobState(word: string): word is JobState {
  return (JOB_STATES as readonly string[]).includes(word);
}
