import type { Job } from "../domain/job/job.ts";
import type { JobAction, JobState } from "../domain/state.ts";
import type { QueueStatus } from "./reading.ts";

/** What operators do to jobs and queues. Every verb rejects with `JobNotFound` for an id that is not there. */
export interface Operating {
  /**
   * Cancels a job that waits; a `processing` one is marked, its runner ends it, and it stays `processing` with
   * `cancelRequestedAt` until then. Cancelling a cancelled job changes nothing. Rejects with `JobConflict` when it is finished.
   */
  cancel(id: string, now: number): Promise<Job>;

  /** Makes a job in one of the states `from` pending again, with `attempts` and `crashes` 0. Rejects with `JobConflict` in others. */
  retry(id: string, from: readonly JobState[], now: number): Promise<Job>;

  /** Removes a job with its attempts and output. Rejects with `JobConflict` while it is `processing`. */
  delete(id: string, now: number): Promise<void>;

  /**
   * Cancels, retries or deletes every job that matches and whose state allows it, a batch at a time: each once, and none that
   * was enqueued meanwhile. Resolves to how many there were.
   */
  bulk(what: Bulk, now: number): Promise<number>;

  /** Deletes finished jobs by state and age, a batch at a time, and gives their space back. Resolves to how many. */
  prune(what: Prune, now: number): Promise<number>;

  /** Deletes the stored output of jobs that finished before `finishedBefore`. Resolves to the number of attempts concerned. */
  pruneOutput(finishedBefore: number): Promise<number>;

  /**
   * Paused, a queue takes in jobs and gives none to runners; what executes completes. Saying it again changes nothing.
   * Rejects with `NotFound` for a queue that has neither
   * jobs nor anything set.
   */
  setPaused(queue: string, paused: boolean, now: number): Promise<QueueStatus>;
}

export interface Bulk {
  readonly action: JobAction;
  /** All from which the action is allowed, unless given. */
  readonly states?: readonly JobState[] | undefined;
  /** All queues unless given. */
  readonly queue?: string | undefined;
  /** Counts, and changes nothing. */
  readonly dryRun?: boolean | undefined;
}

export interface Prune {
  /** Finished states only. */
  readonly states: readonly JobState[];
  /** All queues unless given. */
  readonly queue?: string | undefined;
  /** Only jobs that finished before this instant. */
  readonly finishedBefore: number;
  /** Counts, and deletes nothing. */
  readonly dryRun?: boolean;
}
