import { ENDINGS, JOB_STATES, RUNNER_STATES } from "@queuectl/core";
import { Counter, Gauge, Registry } from "prom-client";
import type { Measured } from "./measure.ts";
import { registerHistogram } from "./stored-histogram.ts";

export interface Page {
  readonly contentType: string;
  readonly text: string;
}

type Row = readonly [labels: Readonly<Record<string, string>>, value: number];

/**
 * What was measured, in Prometheus' text format. Its counters are the store's: they survive every restart, and are the same
 * from every process that is asked.
 */
export async function metricsPage(measured: Measured): Promise<Page> {
  const registry = new Registry();
  jobs(registry, measured);
  attempts(registry, measured);
  processes(registry, measured);
  return { contentType: registry.contentType, text: await registry.metrics() };
}

function jobs(registry: Registry, { at, status, queues, unserved, totals }: Measured): void {
  const byState = queues.flatMap(({ name: queue, jobs }) =>
    JOB_STATES.map((state): Row => [{ queue, state }, jobs[state]]),
  );
  const age = status.oldestDueAt === null ? 0 : Math.max(0, at - status.oldestDueAt) / 1_000;
  gauge(registry, "queuectl_jobs", "Jobs by queue and state.", byState);
  gauge(
    registry,
    "queuectl_queue_paused",
    "Whether a queue is paused: 1, or 0.",
    queues.map(({ name: queue, paused }) => [{ queue }, paused ? 1 : 0]),
  );
  gauge(
    registry,
    "queuectl_queues_unserved",
    "Queues with jobs to claim that no living runner would take; 10 stands for more.",
    unserved,
  );
  gauge(registry, "queuectl_oldest_due_age_seconds", "How long the pending job that waits longest has been due.", age);
  counter(registry, "queuectl_jobs_enqueued_total", "Jobs that were ever stored.", totals.enqueued);
}

function attempts(registry: Registry, { totals }: Measured): void {
  const ended = ENDINGS.map((outcome): Row => [{ outcome }, totals.attempts[outcome]]);
  counter(registry, "queuectl_attempts_total", "Attempts that ended, by how.", ended);
  counter(registry, "queuectl_retries_total", "Attempts after which their job waits for a retry.", totals.retries);
  counter(registry, "queuectl_dead_letters_total", "Attempts after which their job was dead.", totals.dead);
  counter(registry, "queuectl_rescues_total", "Jobs taken over from runners that died.", totals.rescues);
  registerHistogram(registry, {
    name: "queuectl_attempt_duration_seconds",
    help: "From the start of a process to its end, by how it ended.",
    series: ENDINGS.map((outcome) => ({ labels: { outcome }, times: totals.durations[outcome] })),
  });
  registerHistogram(registry, {
    name: "queuectl_due_to_claim_seconds",
    help: "From the moment a job was due to its claim.",
    series: [{ labels: {}, times: totals.waits }],
  });
  registerHistogram(registry, {
    name: "queuectl_claim_to_start_seconds",
    help: "From the claim of a job to the start of its process.",
    series: [{ labels: {}, times: totals.starts }],
  });
}

function processes(registry: Registry, { runners, workers, size, checks, lagMs }: Measured): void {
  const byState = RUNNER_STATES.map((state): Row => [{ state }, runners.get(state) ?? 0]);
  gauge(registry, "queuectl_runners", "Registered runners by state.", byState);
  gauge(registry, "queuectl_workers", "Workers of all runners that are not dead.", workers.total);
  gauge(registry, "queuectl_workers_busy", "Workers that execute a job.", workers.busy);
  gauge(registry, "queuectl_database_bytes", "Size of the database.", size.databaseBytes);
  gauge(registry, "queuectl_wal_bytes", "Size of the write-ahead log.", size.walBytes);
  gauge(
    registry,
    "queuectl_check_ok",
    "Whether a check of /readyz passes: 1, or 0.",
    checks.map(({ name, ok }) => [{ check: name }, ok ? 1 : 0]),
  );
  const lags: Row[] = [[{ thread: "http" }, lagMs.http / 1_000]];
  if (lagMs.runner !== null) lags.push([{ thread: "runner" }, lagMs.runner / 1_000]);
  gauge(registry, "queuectl_event_loop_lag_seconds", "How late the event loop of a thread is.", lags);
}

function gauge(registry: Registry, name: string, help: string, value: number | readonly Row[]): void {
  const rows = rowsOf(value);
  // Without a queue there is nothing to tell of one; the library would show a zero without a label.
  if (rows.length === 0) return;
  const metric = new Gauge({ name, help, labelNames: labelsOf(rows), registers: [registry] });
  for (const [labels, number] of rows) metric.set(labels, number);
}

function counter(registry: Registry, name: string, help: string, value: number | readonly Row[]): void {
  const rows = rowsOf(value);
  const metric = new Counter({ name, help, labelNames: labelsOf(rows), registers: [registry] });
  for (const [labels, number] of rows) metric.inc(labels, number);
}

function rowsOf(value: number | readonly Row[]): readonly Row[] {
  return typeof value === "number" ? [[{}, value]] : value;
}

function labelsOf([first]: readonly Row[]): string[] {
  return Object.keys(first?.[0] ?? {});
}
