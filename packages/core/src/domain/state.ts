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

/** From where an operator's `delete` is allowed. */
export const DELETABLE_STATES: readonly JobState[] = JOB_STATES.filter((state) => state !== "processing");

/** What an operator can do to many jobs at once. */
export const JOB_ACTIONS = ["cancel", "retry", "delete"] as const;

export type JobAction = (typeof JOB_ACTIONS)[number];

/** From where each of them is allowed. */
export const ACTION_STATES: Readonly<Record<JobAction, readonly JobState[]>> = {
  cancel: CANCELLABLE_STATES,
  retry: RETRYABLE_STATES,
  delete: DELETABLE_STATES,
};

export function isJobState(word: string): word is JobState {
  return (JOB_STATES as readonly string[]).includes(word);
}
