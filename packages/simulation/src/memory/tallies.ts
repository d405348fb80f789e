import { bucketOf, ENDINGS, type Ending, endingOf, isFailure, NO_TIMES, type Settlement } from "@queuectl/core";
import type { MemoryDatabase } from "./database.ts";
import { snapshotOnce } from "./history.ts";
import type { AttemptRecord, JobRecord } from "./records.ts";

interface Times {
  counts: number[];
  sumMs: number;
}

/** What was counted since the beginning: the port's totals, open to change. */
export interface MemoryTotals {
  readonly attempts: Record<Ending, number>;
  readonly durations: Record<Ending, Times>;
  readonly waits: Times;
  readonly starts: Times;
  retries: number;
  dead: number;
  rescues: number;
  enqueued: number;
}

export function noTotals(): MemoryTotals {
  const byEnding = <T>(of: () => T) => Object.fromEntries(ENDINGS.map((ending) => [ending, of()])) as Record<Ending, T>;
  const noTimes = (): Times => ({ ...NO_TIMES, counts: [...NO_TIMES.counts] });
  return {
    attempts: byEnding(() => 0),
    durations: byEnding(noTimes),
    waits: noTimes(),
    starts: noTimes(),
    retries: 0,
    dead: 0,
    rescues: 0,
    enqueued: 0,
  };
}

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

export function tallyClaimed(database: MemoryDatabase, { runAt }: JobRecord, now: number): void {
  snapshotOnce(database, now);
  add(database.totals.waits, now - runAt);
}

export function tallyRescued(database: MemoryDatabase, jobs: number, now: number): void {
  if (jobs === 0) return;
  snapshotOnce(database, now);
  database.totals.rescues += jobs;
}

/** How many attempts ended well and badly. */
export function outcomesIn({ attempts }: Pick<MemoryTotals, "attempts">): { completed: number; failed: number } {
  const failed = ENDINGS.filter(isFailure).reduce((sum, ending) => sum + attempts[ending], 0);
  return { completed: attempts.completed, failed };
}

function add(times: Times, measuredMs: number): void {
  const ms = Math.max(0, Math.round(measuredMs));
  const bucket = bucketOf(ms);
  times.counts[bucket] = (times.counts[bucket] ?? 0) + 1;
  times.sumMs += ms;
}
