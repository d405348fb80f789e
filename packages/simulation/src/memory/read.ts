import type { Job, JobFilter, PrefixPage, QueuePage, QueueStatus, StoreStatus } from "@queuectl/core";
import { excerptOf, JOB_STATES, SHOWN_QUEUES, seqOf } from "@queuectl/core";
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

export function listQueues(database: MemoryDatabase, { after = "", limit }: QueuePage): QueueStatus[] {
  return allQueues(database)
    .filter(({ name }) => name > after)
    .slice(0, limit);
}

export function findQueue({ counters, paused }: MemoryDatabase, name: string): QueueStatus | null {
  const jobs = counters.get(name);
  return jobs === undefined ? null : { name, paused: paused.has(name), jobs: { ...jobs } };
}

function allQueues(database: MemoryDatabase): QueueStatus[] {
  const names = [...database.counters.keys()];
  return names.flatMap((name) => findQueue(database, name) ?? []).sort(byName);
}

function isBusy({ paused, jobs }: QueueStatus): boolean {
  return paused || jobs.scheduled + jobs.pending + jobs.processing + jobs.failed + jobs.dead > 0;
}

function byName(a: QueueStatus, b: QueueStatus): number {
  return a.name < b.name ? -1 : 1;
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
  const queues = allQueues(database);
  for (const queue of queues) for (const state of JOB_STATES) jobs[state] += queue.jobs[state];
  const shown = [...queues.filter(isBusy), ...queues.filter((queue) => !isBusy(queue))].slice(0, SHOWN_QUEUES);
  return {
    jobs,
    queues: shown.sort(byName),
    queueCount: queues.length,
    oldestDueAt: database.oldestDueAt,
    nextRunAt: nextRunAt(database),
    lastMinute: lastMinute(database, now),
  };
}
