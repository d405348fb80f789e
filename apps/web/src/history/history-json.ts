/** What `GET /api/v1/history?minutes=60&step=1` answers: the last day at most, from the store, whoever executed the jobs. */
export interface HistoryJson {
  /** When it was read; ISO 8601. */
  readonly at: string;
  /** How many minutes one point covers. */
  readonly step: number;
  /** The oldest first and without a gap; the last is the current one, which is not over yet. */
  readonly points: readonly HistoryPointJson[];
  /** All points as one. */
  readonly total: HistoryActivityJson;
}

/** What happened in one step, and how it was at its beginning. */
export interface HistoryPointJson extends HistoryActivityJson {
  /** When it began; ISO 8601, a multiple of `step` minutes. */
  readonly at: string;
  /** At the beginning of the step; `null` where no runner was there to look. In the last point: now. */
  readonly depth: HistoryDepthJson | null;
}

export interface HistoryActivityJson {
  /** So long it lasted: `60 * step`, and less for what is not over yet. Rates are per second of it. */
  readonly seconds: number;
  /**
   * How many attempts ended, by how: `completed` exited with 0 and `failed` with another code. `signalled`, `timed_out`,
   * `spawn_failed` and `lost` are failures too; `cancelled` and `interrupted` are not.
   */
  readonly attempts: Readonly<Record<AttemptEndJson, number>>;
  /** Failures after which a retry waits, and jobs that went to the dead letter queue instead. */
  readonly retries: number;
  readonly dead: number;
  /** Jobs taken over from runners that died. */
  readonly rescues: number;
  /** New jobs; `null` where no runner was there to look. */
  readonly enqueued: number | null;
  /** Per second. `failed` is all that counts as a failure. */
  readonly rates: { readonly completed: number; readonly failed: number; readonly enqueued: number | null };
  /** From the start of a process to its end. */
  readonly duration_seconds: PercentilesJson | null;
  /** From the moment a job was due to its claim: how long jobs wait. */
  readonly wait_seconds: PercentilesJson | null;
  /** From the claim to the start of the process: what the runner itself costs. */
  readonly start_seconds: PercentilesJson | null;
}

export type AttemptEndJson =
  | "completed"
  | "failed"
  | "signalled"
  | "timed_out"
  | "spawn_failed"
  | "lost"
  | "cancelled"
  | "interrupted";

/** How many jobs were in the states that are not final but for the dead, and how long the oldest due one had waited. */
export interface HistoryDepthJson {
  readonly scheduled: number;
  readonly pending: number;
  readonly processing: number;
  readonly failed: number;
  readonly dead: number;
  readonly oldest_due_age_seconds: number | null;
}

/** Estimated from fixed buckets (1 ms to a day), by interpolation within one. `null` stands for none to judge by. */
export interface PercentilesJson {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}
