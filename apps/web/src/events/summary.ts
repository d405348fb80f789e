import { type JobStore, type RunnerRecord, runnerJson, type StoreStatus, statusJson } from "@queuectl/core";
import type { EventsJson } from "./event-json.ts";

/** More than that is no news but a document. */
const MAX_QUEUES = 100;

export type Summary = Pick<EventsJson, "jobs" | "queues" | "runners">;

/** Two reads, whoever listens. */
export async function readSummary(store: JobStore, now: number): Promise<Summary> {
  const [status, runners] = await Promise.all([store.status(now), store.runners(now)]);
  return summaryJson(status, runners, now);
}

function summaryJson(status: StoreStatus, records: readonly RunnerRecord[], now: number): Summary {
  const all = statusJson(status, records, { ok: true, checks: [] }, now);
  const runners = records.map((record) => {
    // Ages and heartbeats change by themselves, and would make news of nothing.
    const { uptime_seconds, heartbeat_at, heartbeat_age_seconds, version, ...lasting } = runnerJson(record, now);
    return lasting;
  });
  return {
    jobs: {
      at: new Date(now).toISOString(),
      jobs: all.jobs,
      oldest_due_at: all.oldest_due_at,
      next_run_at: all.next_run_at,
      throughput: all.throughput,
    },
    queues: { count: all.queues.length, queues: all.queues.length > MAX_QUEUES ? null : all.queues },
    runners: { workers: all.workers.total, runners },
  };
}
