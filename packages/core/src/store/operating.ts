import type { Job } from "../domain/job.ts";
import type { JobState } from "../domain/state.ts";

/** What operators do to jobs. Every verb rejects with `JobNotFound` for an id that is not there. */
export interface Operating {
  /**
   * Cancels a job that waits; a `processing` one is marked, its runner ends it, and it stays `processing` with
   * `cancelRequestedAt` until then. Cancelling a cancelled job changes nothing. Rejects with `JobConflict` when it is finished.
   */
  cancel(id: string, now: number): Promise<Job>;

  /** Makes a job in one of the states `from` pending again, with `attempts` and `crashes` 0. Rejects with `JobConflict` in others. */
  retry(id: string, from: readonly JobState[], now: number): Promise<Job>;

  /** Retries every dead job, of one queue or of all, a batch at a time. Resolves to how many there were. */
  retryDead(queue: string | null, now: number): Promise<number>;

  /** Removes a job with its attempts and output. Rejects with `JobConflict` while it is `processing`. */
  delete(id: string, now: number): Promise<void>;

  /** Deletes finished jobs by state and age, a batch at a time, and gives their space back. Resolves to how many. */
  prune(what: Prune, now: number): Promise<number>;

  /** Deletes the stored output of jobs that finished before `finishedBefore`. Resolves to the number of attempts concerned. */
  pruneOutput(finishedBefore: number): Promise<number>;
}

export interface Prune {
  /** Finished states only. */
  readonly states: readonly JobState[];
  /** Only jobs that finished before this instant. */
  readonly finishedBefore: number;
  /** Counts, and deletes nothing. */
  readonly dryRun?: boolean;
}
