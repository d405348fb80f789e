import { formatInstant } from "../domain/instant.ts";
import type { StoreStatus } from "./reading.ts";
import type { RunnerRecord } from "./runners.ts";

/** What `status --json` and `GET /status` both print: snake_case, ISO instants, durations as numbers of seconds. */
export function statusJson(status: StoreStatus, runners: readonly RunnerRecord[], now: number) {
  // A runner whose process cannot be seen from here counts as living while its heartbeat is recent.
  const total = runners.reduce((sum, runner) => sum + (runner.alive === false ? 0 : runner.workers), 0);
  return {
    jobs: status.jobs,
    queues: status.queues.map(({ name, paused, jobs }) => ({ name, paused, jobs })),
    // Jobs claimed in advance are `processing` too, but a worker executes one at a time.
    workers: { total, busy: Math.min(total, status.jobs.processing) },
    runners: runners.map((runner) => runnerJson(runner, now)),
    oldest_due_at: status.oldestDueAt === null ? null : formatInstant(status.oldestDueAt),
    oldest_due_age_seconds: status.oldestDueAt === null ? null : secondsSince(status.oldestDueAt, now),
    next_run_at: status.nextRunAt === null ? null : formatInstant(status.nextRunAt),
    throughput: {
      completed_last_minute: status.lastMinute.completed,
      failed_last_minute: status.lastMinute.failed,
    },
  };
}

/** One runner as JSON shows it. */
export function runnerJson(runner: RunnerRecord, now: number) {
  return {
    id: runner.id,
    state: runnerState(runner),
    host: runner.host,
    pid: runner.pid,
    version: runner.version,
    workers: runner.workers,
    queues: runner.queues,
    started_at: formatInstant(runner.startedAt),
    uptime_seconds: secondsSince(runner.startedAt, now),
    heartbeat_at: formatInstant(runner.heartbeatAt),
    heartbeat_age_seconds: secondsSince(runner.heartbeatAt, now),
    stop_requested: runner.stopRequested,
  };
}

/** One word for how a runner is: `unknown` where its process cannot be seen from here. */
export function runnerState(runner: RunnerRecord): "running" | "stopping" | "dead" | "unknown" {
  if (runner.alive === false) return "dead";
  if (runner.stopRequested !== null) return "stopping";
  return runner.alive === null ? "unknown" : "running";
}

function secondsSince(at: number, now: number): number {
  // Clocks of two machines, or one that was set back, must not show an age below zero.
  return Math.max(0, now - at) / 1_000;
}
