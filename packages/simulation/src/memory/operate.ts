import {
  CANCELLABLE_STATES,
  FINISHED_STATES,
  JOB_STATES,
  JobConflict,
  JobNotFound,
  type JobState,
  type Prune,
  RETRYABLE_STATES,
} from "@queuectl/core";
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
  return retried(database, job, now);
}

export function retryDead(database: MemoryDatabase, queue: string | null, now: number): number {
  const dead = [...database.inState.dead].filter((job) => queue === null || job.queue === queue);
  for (const job of dead) retried(database, job, now);
  return dead.length;
}

export function deleteJob(database: MemoryDatabase, id: string): void {
  const job = find(database, id);
  if (job.state === "processing") {
    const others = JOB_STATES.filter((state) => state !== "processing");
    throw new JobConflict(id, job.state, "deleted", others, `cancel it first: queuectl cancel ${id}`);
  }
  database.remove(job);
}

export function prune(database: MemoryDatabase, { states, finishedBefore, dryRun }: Prune): number {
  const old = FINISHED_STATES.filter((state) => states.includes(state))
    .flatMap((state) => [...database.inState[state]])
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
