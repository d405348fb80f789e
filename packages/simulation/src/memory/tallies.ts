import { bucketOf, dueSince, endingOf, type Settlement } from "@queuectl/core";
import type { MemoryDatabase } from "./database.ts";
import { snapshotOnce } from "./history.ts";
import type { AttemptRecord, JobRecord } from "./records.ts";
import type { Times } from "./totals.ts";

/** Counts an attempt that has ended, and what became of its job. */
export function tallySettled(
  database: MemoryDatabase,
  { outcome, finishedAt }: Settlement,
  { state, attempt }: { readonly state: string; readonly attempt: AttemptRecord },
  now: number,
): void {
  snapshotOnce(database, now);
  const { totals } = database;
  const ending = endingOf(outcome);
  totals.attempts[ending]++;
  if (attempt.startedAt !== null) {
    add(totals.durations[ending], finishedAt - attempt.startedAt);
    add(totals.starts, attempt.startedAt - attempt.claimedAt);
  }
  if (state === "failed") totals.retries++;
  if (state === "dead") totals.dead++;
}

/** Counts how long a job had been due when it was claimed. */
export function tallyClaimed(database: MemoryDatabase, job: JobRecord, now: number): void {
  snapshotOnce(database, now);
  add(database.totals.waits, now - dueSince(job));
}

/** Counts jobs taken over from a dead runner. */
export function tallyRescued(database: MemoryDatabase, jobs: number, now: number): void {
  if (jobs === 0) return;
  snapshotOnce(database, now);
  database.totals.rescues += jobs;
}

function add(times: Times, measuredMs: number): void {
  const ms = Math.max(0, Math.round(measuredMs));
  const bucket = bucketOf(ms);
  times.counts[bucket] = (times.counts[bucket] ?? 0) + 1;
  times.sumMs += ms;
}
