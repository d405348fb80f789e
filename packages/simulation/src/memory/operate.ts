import {
  ACTION_STATES,
  type Bulk,
  CANCELLABLE_STATES,
  DELETABLE_STATES,
  envWithin,
  FINISHED_STATES,
  JobConflict,
  JobNotFound,
  type JobState,
  NotFound,
  type Prune,
  type QueueStatus,
  RETRYABLE_STATES,
} from "@queuectl/core";
import { checkAllowedJob } from "@queuectl/core/host";
import type { MemoryDatabase } from "./database.ts";
import type { JobRecord } from "./records.ts";

export function find(database: MemoryDatabase, id: string): JobRecord {
  const job = database.byId.get(id);
  if (job === undefined) throw new JobNotFound(id);
  return job;
}

export function cancel(database: MemoryDatabase, id: string, now: number): JobRecord {
  const job = find(database, id);
  switch (job.state) {
    case "cancelled":
      break;
    case "processing":
      job.cancelRequestedAt ??= now;
      job.updatedAt = now;
      break;
    case "completed":
    case "dead":
      throw new JobConflict(id, job.state, "cancelled", CANCELLABLE_STATES, `look at it: queuectl show ${id}`);
    default:
      database.move(job, "cancelled", { finishedAt: now, updatedAt: now });
  }
  return job;
}

export function retry(database: MemoryDatabase, id: string, from: readonly JobState[], now: number): JobRecord {
  const job = find(database, id);
  if (!from.includes(job.state)) throw new JobConflict(id, job.state, "retried", from, fixFor(job));
  const { command, cwd, env } = job;
  checkAllowedJob({ command, cwd: cwd ?? undefined, env: envWithin(env, database.settings) }, database.settings);
  return retried(database, job, now);
}

export function bulk(database: MemoryDatabase, { action, states, queue, dryRun }: Bulk, now: number): number {
  const found = ACTION_STATES[action]
    .filter((state) => states?.includes(state) ?? true)
    .flatMap((state) => [...database.inState[state]])
    .filter((job) => queue === undefined || job.queue === queue);
  if (dryRun) return found.length;
  for (const job of found) {
    if (action === "cancel") cancel(database, job.id, now);
    else if (action === "retry") retried(database, job, now);
    else database.remove(job);
  }
  return found.length;
}

export function setPaused(database: MemoryDatabase, name: string, paused: boolean): QueueStatus {
  const jobs = database.counters.get(name);
  if (jobs === undefined) throw new NotFound(`there is no queue ${name}`, "see which there are: queuectl queue list");
  if (paused) database.paused.add(name);
  else {
    database.paused.delete(name);
    database.dropIfEmpty(name);
  }
  return { name, paused, jobs: { ...jobs } };
}

export function deleteJob(database: MemoryDatabase, id: string): void {
  const job = find(database, id);
  if (job.state === "processing") {
    throw new JobConflict(id, job.state, "deleted", DELETABLE_STATES, `cancel it first: queuectl cancel ${id}`);
  }
  database.remove(job);
}

export function prune(database: MemoryDatabase, { states, queue, finishedBefore, dryRun }: Prune): number {
  const old = FINISHED_STATES.filter((state) => states.includes(state))
    .flatMap((state) => [...database.inState[state]])
    .filter((job) => queue === undefined || job.queue === queue)
    .filter(({ finishedAt }) => finishedAt !== null && finishedAt < finishedBefore);
  if (!dryRun) for (const job of old) database.remove(job);
  return old.length;
}

export function pruneOutput(database: MemoryDatabase, finishedBefore: number): number {
  let attempts = 0;
  for (const { finishedAt, attemptRecords } of database.bySeq.values()) {
    if (finishedAt === null || finishedAt >= finishedBefore) continue;
    for (const attempt of attemptRecords) {
      if (attempt.chunks.length === 0 || (attempt.finishedAt ?? finishedBefore) >= finishedBefore) continue;
      attempt.chunks = [];
      attempts++;
    }
  }
  return attempts;
}

function retried(database: MemoryDatabase, job: JobRecord, now: number): JobRecord {
  database.move(job, "pending", { attempts: 0, crashes: 0, runAt: now, finishedAt: null, updatedAt: now });
  return job;
}

function fixFor({ id, state }: JobRecord): string {
  if ((RETRYABLE_STATES as readonly JobState[]).includes(state)) return `queuectl retry ${id}`;
  if (state === "processing") return `cancel it first: queuectl cancel ${id}`;
  return `it has yet to run: queuectl show ${id}`;
}
