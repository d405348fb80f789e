import type { Job, JobFilter, QueueStatus, StoreStatus } from "@queuectl/core";
import { JOB_STATES } from "@queuectl/core";
import { type MemoryDatabase, zeros } from "./database.ts";
import { find } from "./operate.ts";
import { jobFrom } from "./records.ts";
import { lastMinute } from "./throughput.ts";
import { nextRunAt } from "./turn.ts";

export function listJobs(database: MemoryDatabase, { states, queue, after, reverse, limit }: JobFilter): Job[] {
  const behind = after === undefined ? null : find(database, after).seq;
  const all = [...database.bySeq.values()];
  return (reverse ? all.reverse() : all)
    .filter((job) => behind === null || (reverse ? job.seq < behind : job.seq > behind))
    .filter((job) => states === undefined || states.includes(job.state))
    .filter((job) => queue === undefined || job.queue === queue)
    .slice(0, limit)
    .map(jobFrom);
}

export function readStatus(database: MemoryDatabase, now: number): StoreStatus {
  const jobs = zeros();
  const queues: QueueStatus[] = [];
  for (const [name, counts] of [...database.counters].sort(([a], [b]) => (a < b ? -1 : 1))) {
    queues.push({ name, paused: false, jobs: { ...counts } });
    for (const state of JOB_STATES) jobs[state] += counts[state];
  }
  let oldestDueAt: number | null = null;
  for (const { runAt } of database.inState.pending) {
    if (oldestDueAt === null || runAt < oldestDueAt) oldestDueAt = runAt;
  }
  return { jobs, queues, oldestDueAt, nextRunAt: nextRunAt(database), lastMinute: lastMinute(database, now) };
}
