import { JOB_STATES, type JobState } from "../domain/state.ts";
import type { QueueStatus, StoreStatus } from "../store/reading.ts";
import type { Connection } from "./connection.ts";
import { lastMinute } from "./history.ts";
import { nextRunAt } from "./promote.ts";
import counters from "./sql/counters.sql" with { type: "text" };
import oldestDue from "./sql/oldest-due.sql" with { type: "text" };

type Counts = Record<JobState, number>;

/** Reads counters and the ends of indexes only: it costs the same at ten jobs and at ten million. */
export function readStatus(connection: Connection, now: number): Promise<StoreStatus> {
  return connection.read(() => {
    const queues = queueStatuses(connection);
    const jobs = zeros();
    for (const queue of queues) for (const state of JOB_STATES) jobs[state] += queue.jobs[state];
    return {
      jobs,
      queues,
      oldestDueAt: connection.get<{ since: number }>(oldestDue)?.since ?? null,
      nextRunAt: nextRunAt(connection),
      lastMinute: lastMinute(connection, now),
    };
  });
}

/** How every queue is. Call it within a transaction. */
export function queueStatuses(connection: Connection): QueueStatus[] {
  const queues = new Map<string, { name: string; paused: boolean; jobs: Counts }>();
  const rows = connection.all<{ queue: string; state: JobState; jobs: number; paused: number }>(counters);
  for (const { queue, state, jobs, paused } of rows) {
    const status = queues.get(queue) ?? { name: queue, paused: paused === 1, jobs: zeros() };
    queues.set(queue, status);
    status.jobs[state] = jobs;
  }
  return [...queues.values()];
}

function zeros(): Counts {
  return Object.fromEntries(JOB_STATES.map((state) => [state, 0])) as Counts;
}
