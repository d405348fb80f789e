import { JOB_STATES, type Snapshot } from "@queuectl/core";
import { type MemoryDatabase, zeros } from "./database.ts";
import { outcomesIn } from "./totals.ts";

const SNAPSHOT_MS = 10_000;
const MINUTE_MS = 60_000;
const ALL_KEPT_MS = 2 * MINUTE_MS;
const KEPT_MS = 25 * 60 * MINUTE_MS;

/** Takes the snapshot of these ten seconds unless there is one. To be called before anything is counted. */
export function snapshotOnce(database: MemoryDatabase, now: number): void {
  const at = beginning(now, SNAPSHOT_MS);
  if (database.snapshots.at(-1)?.at === at || database.snapshots.some((snapshot) => snapshot.at === at)) return;
  const thin = beginning(at - ALL_KEPT_MS, MINUTE_MS);
  const begun = new Set<number>();
  database.snapshots = database.snapshots.filter((snapshot) => {
    const minute = beginning(snapshot.at, MINUTE_MS);
    const first = !begun.has(minute);
    begun.add(minute);
    return snapshot.at >= at - KEPT_MS && snapshot.at <= at + MINUTE_MS && (first || snapshot.at >= thin);
  });
  const jobs = zeros();
  for (const counts of database.counters.values()) for (const state of JOB_STATES) jobs[state] += counts[state];
  const { oldestDueAt } = database;
  database.snapshots.push({ at, totals: structuredClone(database.totals), jobs, oldestDueAt });
  database.snapshots.sort((a, b) => a.at - b.at);
}

/** The first snapshot of each step. */
export function readHistory({ snapshots }: MemoryDatabase, since: number, stepMs: number): Snapshot[] {
  const begun = new Set<number>();
  return snapshots.filter(({ at }) => {
    const step = beginning(at, stepMs);
    if (at < since || begun.has(step)) return false;
    begun.add(step);
    return true;
  });
}

/** The attempts of the last minute, to within ten seconds. */
export function lastMinute({ snapshots, totals }: MemoryDatabase, now: number): { completed: number; failed: number } {
  const since = beginning(now - MINUTE_MS, SNAPSHOT_MS) + SNAPSHOT_MS;
  const then = snapshots.find(({ at }) => at >= since);
  if (then === undefined) return { completed: 0, failed: 0 };
  const before = outcomesIn(then.totals);
  const after = outcomesIn(totals);
  return { completed: after.completed - before.completed, failed: after.failed - before.failed };
}

function beginning(at: number, ofMs: number): number {
  return Math.floor(at / ofMs) * ofMs;
}
