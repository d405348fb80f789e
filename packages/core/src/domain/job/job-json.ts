import { formatInstant } from "../time/instant.ts";
import type { Attempt, Job } from "./job.ts";

/** A job as JSON shows it everywhere: snake_case, ISO instants, durations as numbers of seconds. `parseJob` reads it back. */
export function jobJson(job: Job) {
  const { last } = job;
  return {
    id: job.id,
    seq: job.seq,
    queue: job.queue,
    command: job.command,
    state: job.state,
    priority: job.priority,
    attempts: job.attempts,
    crashes: job.crashes,
    max_retries: job.maxRetries,
    backoff_base: job.backoffBase,
    timeout: job.timeoutMs === null ? null : job.timeoutMs / 1_000,
    run_at: formatInstant(job.runAt),
    next_run_at: job.state === "scheduled" || job.state === "failed" ? formatInstant(job.runAt) : null,
    cwd: job.cwd,
    env: job.env,
    created_at: formatInstant(job.createdAt),
    updated_at: formatInstant(job.updatedAt),
    started_at: instantOrNull(last?.startedAt),
    finished_at: instantOrNull(job.finishedAt),
    cancel_requested_at: instantOrNull(job.cancelRequestedAt),
    locked_by: job.runner,
    locked_at: job.runner === null ? null : instantOrNull(last?.claimedAt),
    worker: last?.worker ?? null,
    pid: last?.pid ?? null,
    outcome: last?.outcome ?? null,
    exit_code: last?.exitCode ?? null,
    signal: last?.signal ?? null,
    error: last?.error ?? null,
    duration_ms: durationMs(last),
    truncated: [...(job.truncated ?? [])],
  };
}

/** One attempt as JSON shows it. */
export function attemptJson(attempt: Attempt) {
  return {
    number: attempt.number,
    runner: attempt.runner,
    worker: attempt.worker,
    pid: attempt.pid,
    claimed_at: formatInstant(attempt.claimedAt),
    started_at: instantOrNull(attempt.startedAt),
    finished_at: instantOrNull(attempt.finishedAt),
    outcome: attempt.outcome,
    exit_code: attempt.exitCode,
    signal: attempt.signal,
    error: attempt.error,
    duration_ms: durationMs(attempt),
    stdout_bytes: attempt.stdoutBytes,
    stderr_bytes: attempt.stderrBytes,
  };
}

/** From start to end; `null` unless both are known. */
export function durationMs(attempt: Attempt | null): number | null {
  return attempt?.startedAt == null || attempt.finishedAt === null ? null : attempt.finishedAt - attempt.startedAt;
}

function instantOrNull(at: number | null | undefined): string | null {
  return at == null ? null : formatInstant(at);
}
