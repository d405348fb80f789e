import type { OutcomeKind } from "../../domain/attempt/outcome.ts";
import { attemptExcerpt, excerpt } from "../../domain/job/excerpt.ts";
import type { Attempt, Job } from "../../domain/job/job.ts";
import type { JobState } from "../../domain/state.ts";
import type { StopRequest } from "../../store/runners.ts";

/** A row of `jobs`. */
export interface JobRow {
  readonly seq: number;
  readonly id: string;
  readonly queue: string;
  readonly command: string;
  readonly cwd: string | null;
  readonly env: string | null;
  readonly state: JobState;
  readonly priority: number;
  readonly attempts: number;
  readonly crashes: number;
  readonly last_attempt: number;
  readonly max_retries: number;
  readonly backoff_base: number;
  readonly timeout_ms: number | null;
  readonly run_at: number;
  readonly runner: string | null;
  readonly nonce: string | null;
  readonly cancel_requested_at: number | null;
  readonly created_at: number;
  readonly updated_at: number;
  readonly finished_at: number | null;
}

/** A row of `attempts`. */
export interface AttemptRow {
  readonly job: number;
  readonly number: number;
  readonly runner: string;
  readonly worker: number | null;
  readonly pid: number | null;
  readonly process_start: string | null;
  readonly claimed_at: number;
  readonly started_at: number | null;
  readonly finished_at: number | null;
  readonly outcome: OutcomeKind | null;
  readonly exit_code: number | null;
  readonly signal: string | null;
  readonly error: string | null;
  readonly stdout_bytes: number;
  readonly stderr_bytes: number;
}

/** A row of `runners`. */
export interface RunnerRow {
  readonly id: string;
  readonly host: string;
  readonly boot_id: string | null;
  readonly pid_namespace: string | null;
  readonly pid: number;
  readonly process_start: string | null;
  /** The identity that the store had when it registered. */
  readonly store: string;
  readonly version: string;
  readonly workers: number;
  readonly queues: string | null;
  readonly excluded_queues: string | null;
  readonly started_at: number;
  readonly heartbeat_at: number;
  readonly stop_requested: StopRequest | null;
}

/** An environment as `jobs.env` has it. */
export function jsonOfEnv(env: Job["env"] | undefined): string | null {
  for (const _ in env) return JSON.stringify(env);
  return null;
}

export function jobFrom(row: JobRow, last: Attempt | null): Job {
  const env = row.env === null ? {} : JSON.parse(row.env);
  return { ...factsFrom(row, last), command: JSON.parse(row.command), env };
}

/** A job as lists show it, of a row whose command and environment may have been read in part. */
export function excerptFrom(row: JobRow, last: Attempt | null): Job {
  return { ...factsFrom(row, attemptExcerpt(last)), ...excerpt(row.command, row.env) };
}

function factsFrom(row: JobRow, last: Attempt | null): Omit<Job, "command" | "env"> {
  return {
    seq: row.seq,
    id: row.id,
    queue: row.queue,
    cwd: row.cwd,
    state: row.state,
    priority: row.priority,
    attempts: row.attempts,
    crashes: row.crashes,
    maxRetries: row.max_retries,
    backoffBase: row.backoff_base,
    timeoutMs: row.timeout_ms,
    runAt: row.run_at,
    runner: row.runner,
    cancelRequestedAt: row.cancel_requested_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    finishedAt: row.finished_at,
    last,
  };
}

export function attemptFrom(row: AttemptRow): Attempt {
  return {
    number: row.number,
    runner: row.runner,
    worker: row.worker,
    pid: row.pid,
    claimedAt: row.claimed_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    outcome: row.outcome,
    exitCode: row.exit_code,
    signal: row.signal,
    error: row.error,
    stdoutBytes: row.stdout_bytes,
    stderrBytes: row.stderr_bytes,
  };
}
