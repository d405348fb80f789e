import { type JobStore, runnerJson, type Seen, statusJson } from "@queuectl/core";
import type { EventsJson } from "./event-json.ts";

const NO_CHECKS = { ok: true, checks: [] };

export type Summary = Pick<EventsJson, "jobs" | "queues" | "runners">;

/** Two reads, whoever listens. */
export async function readSummary(store: JobStore, now: number): Promise<Summary> {
  const [status, runners] = await Promise.all([store.status(now), store.runners(now)]);
  return summaryJson({ status, runners, health: NO_CHECKS, unserved: [] }, now);
}

function summaryJson(seen: Seen, now: number): Summary {
  const all = statusJson(seen, now);
  const runners = seen.runners.map((record) => {
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
    queues: { count: all.queue_count, queues: all.queue_count > all.queues.length ? null : all.queues },
    runners: { workers: all.workers.total, runners },
  };
}
