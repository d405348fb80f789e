import type { Job, JobFilter, PrefixPage, QueueStatus, StoreStatus } from "@queuectl/core";
import { excerptOf, JOB_STATES, seqOf } from "@queuectl/core";
import { type MemoryDatabase, zeros } from "./database.ts";
import { lastMinute } from "./history.ts";
import { find } from "./operate.ts";
import { jobFrom } from "./records.ts";
import { nextRunAt } from "./turn.ts";

export function listJobs(database: MemoryDatabase, filter: JobFilter): Job[] {
  const { states, queue, after, reverse, limit, excerpts } = filter;
  const behind = after === undefined ? null : (seqOf(after) ?? find(database, after).seq);
  const all = [...database.bySeq.values()];
  return (reverse ? all.reverse() : all)
    .filter((job) => behind === null || (reverse ? job.seq < behind : job.seq > behind))
    .filter((job) => states === undefined || states.includes(job.state))
    .filter((job) => queue === undefined || job.queue === queue)
    .slice(0, limit)
    .map(excerpts ? (job) => excerptOf(jobFrom(job)) : jobFrom);
}

export function listByPrefix(database: MemoryDatabase, prefix: string, page: PrefixPage): Job[] {
  const { after = "", limit, excerpts } = page;
  return [...database.byId.keys()]
    .filter((id) => id.startsWith(prefix) && id > after)
    .sort()
    .slice(0, limit)
    .map((id) => jobFrom(find(database, id)))
    .map((job) => (excerpts ? excerptOf(job) : job));
}

export function readStatus(database: MemoryDatabase, now: number): StoreStatus {
  const jobs = zeros();
  const queues: QueueStatus[] = [];
  for (const [name, counts] of [...database.counters].sort(([a], [b]) => (a < b ? -1 : 1))) {
    queues.push({ name, paused: database.paused.has(name), jobs: { ...counts } });
    for (const state of JOB_STATES) jobs[state] += counts[state];
  }
  return {
    jobs,
    queues,
    oldestDueAt: database.oldestDueAt,
    nextRunAt: nextRunAt(database),
    lastMinute: lastMinute(database, now),
  };
}
