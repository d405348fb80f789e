import type { Ending } from "../domain/attempt/ending.ts";
import type { JobState } from "../domain/state.ts";
import type { Histogram } from "../domain/time/histogram.ts";

/** What happened in a store's life so far: numbers that only ever rise, and that no restart resets. */
export interface Totals {
  /** Attempts that ended, by how. */
  readonly attempts: Readonly<Record<Ending, number>>;
  /** From the start of a process to its end, of those attempts that had started. */
  readonly durations: Readonly<Record<Ending, Histogram>>;
  /** From the moment a job was due, and there, to its claim, for every claim. */
  readonly waits: Histogram;
  /** From the claim to the start of the process, of attempts that ended. */
  readonly starts: Histogram;
  /** Attempts after which the job waits for a retry. */
  readonly retries: number;
  /** Attempts after which the job was dead. */
  readonly dead: number;
  /** Jobs taken over from runners that died. */
  readonly rescues: number;
  readonly enqueued: number;
}

/** How it was at one moment, kept for a day: what happened in between is the difference of two. */
export interface Snapshot {
  /** All that was counted before this moment is in it, and nothing that was counted since. */
  readonly at: number;
  /** `enqueued` and `jobs` are as they were some seconds later at most. */
  readonly totals: Totals;
  readonly jobs: Readonly<Record<JobState, number>>;
  readonly oldestDueAt: number | null;
}

/** What a store takes on disk. */
export interface StoreSize {
  readonly databaseBytes: number;
  /** What is written ahead of the database itself; 0 for a store that has no such thing. */
  readonly walBytes: number;
}
