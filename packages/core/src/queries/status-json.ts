import { formatInstant } from "../domain/time/instant.ts";
import type { HealthCheck, Reading, StoreHealth, StoreStatus } from "../store/reading.ts";
import type { RunnerRecord } from "../store/runners.ts";
import { unservedQueues } from "./unserved.ts";

/** One word for how a runner is: `stalled` where it lives and does not move, `unknown` where it cannot be seen from here. */
export const RUNNER_STATES = ["running", "stopping", "stalled", "dead", "unknown"] as const;

export type RunnerState = (typeof RUNNER_STATES)[number];

/** A runner that lives beats every 15 s; one that has been silent for so long is stopped, stuck, or cannot write. */
const STALLED_AFTER_MS = 60_000;

/** Reads all that `status --json` and `GET /status` both print. */
export async function readStatusJson(store: Reading, now: number) {
  const [status, runners, health] = await Promise.all([store.status(now), store.runners(now), store.health()]);
  return statusJson({ status, runners, health, unserved: await unservedQueues(store, runners) }, now);
}

/** What a status tells of. */
export interface Seen {
  readonly status: StoreStatus;
  readonly runners: readonly RunnerRecord[];
  readonly health: StoreHealth;
  /** As `unservedQueues` finds them. */
  readonly unserved: readonly string[];
}

/** The status as JSON: snake_case, ISO instants, durations as numbers of seconds. */
export function statusJson(seen: Seen, now: number) {
  const { status, runners, unserved } = seen;
  // A runner whose process cannot be seen from here counts as living while its heartbeat is recent.
  const total = workersOf(runners);
  const checks = healthChecks(seen, now);
  return {
    jobs: status.jobs,
    queues: status.queues.map(({ name, paused, jobs }) => ({ name, paused, jobs })),
    queue_count: status.queueCount,
    unserved_queues: unserved,
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
    health: { ok: checks.every(({ ok }) => ok), checks },
  };
}

/**
 * Whether work can go on, and each reason why not: the store's own, no worker, a runner that shows no sign of life, jobs that
 * no runner would take.
 */
export function healthChecks({ runners, health, unserved }: Omit<Seen, "status">, now: number): HealthCheck[] {
  const stalled = runners.filter((runner) => runnerState(runner, now) === "stalled");
  return [
    ...health.checks,
    workersOf(runners) > 0
      ? { name: "workers", ok: true, reason: null }
      : { name: "workers", ok: false, reason: "no worker is alive" },
    stalled.length === 0
      ? { name: "runners", ok: true, reason: null }
      : { name: "runners", ok: false, reason: `no sign of life from ${stalled.map(({ id }) => id).join(", ")}` },
    unserved.length === 0
      ? { name: "queues", ok: true, reason: null }
      : { name: "queues", ok: false, reason: unservedText(unserved) },
  ];
}

/** What is wrong with queues that nobody serves, in one line. */
export function unservedText(unserved: readonly string[]): string {
  return `no runner serves ${unserved.length === 1 ? "the queue" : "the queues"} ${unserved.join(", ")}`;
}

/** One runner as JSON shows it. */
export function runnerJson(runner: RunnerRecord, now: number) {
  return {
    id: runner.id,
    state: runnerState(runner, now),
    host: runner.host,
    pid: runner.pid,
    version: runner.version,
    workers: runner.workers,
    queues: runner.queues,
    excluded_queues: runner.excludedQueues ?? [],
    started_at: formatInstant(runner.startedAt),
    uptime_seconds: secondsSince(runner.startedAt, now),
    heartbeat_at: formatInstant(runner.heartbeatAt),
    heartbeat_age_seconds: secondsSince(runner.heartbeatAt, now),
    stop_requested: runner.stopRequested,
  };
}

/** How a runner is. */
export function runnerState(runner: RunnerRecord, now: number): RunnerState {
  if (runner.alive === false) return "dead";
  if (now - runner.heartbeatAt >= STALLED_AFTER_MS) return "stalled";
  if (runner.stopRequested !== null) return "stopping";
  return runner.alive === null ? "unknown" : "running";
}

function workersOf(runners: readonly RunnerRecord[]): number {
  return runners.reduce((sum, runner) => sum + (runner.alive === false ? 0 : runner.workers), 0);
}

function secondsSince(at: number, now: number): number {
  // Clocks of two machines, or one that was set back, must not show an age below zero.
  return Math.max(0, now - at) / 1_000;
}
