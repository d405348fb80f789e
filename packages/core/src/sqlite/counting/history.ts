import { JOB_STATES, type JobState } from "../../domain/state.ts";
import type { Snapshot } from "../../store/history.ts";
import type { Connection } from "../database/connection.ts";
import type { Tx } from "../database/transaction.ts";
import dropSnapshots from "./sql/drop-snapshots.sql" with { type: "text" };
import hasSnapshot from "./sql/has-snapshot.sql" with { type: "text" };
import historySql from "./sql/history.sql" with { type: "text" };
import nextSnapshot from "./sql/next-snapshot.sql" with { type: "text" };
import takeSnapshot from "./sql/take-snapshot.sql" with { type: "text" };
import thinSnapshots from "./sql/thin-snapshots.sql" with { type: "text" };
import { type Counted, currentCounts, outcomesIn, totalsFrom } from "./totals.ts";

const SNAPSHOT_MS = 10_000;
const MINUTE_MS = 60_000;
/** For so long each of them is kept, for what happened in the last minute; after that, one for each minute. */
const ALL_KEPT_MS = 2 * MINUTE_MS;
/** So far back it is looked for those that are too many: longer than anybody who works goes without a snapshot. */
const THINNED_MS = 10 * MINUTE_MS;
/** A day, and what the longest step of it reaches back. */
const KEPT_MS = 25 * 60 * MINUTE_MS;

/** Takes the snapshot of these ten seconds unless there is one. Call it in a write transaction, before anything is counted. */
export function snapshotOnce(tx: Tx, now: number): void {
  const at = beginning(now, SNAPSHOT_MS);
  if (tx.get(hasSnapshot, { at }) !== null) return;
  tx.run(dropSnapshots, { before: at - KEPT_MS, after: at + MINUTE_MS });
  const until = beginning(at - ALL_KEPT_MS, MINUTE_MS);
  tx.run(thinSnapshots, { from: until - THINNED_MS, until });
  tx.run(takeSnapshot, { at });
}

/** The first snapshot of each step; see the port. */
export function readHistory(connection: Connection, since: number, stepMs: number): Promise<Snapshot[]> {
  return connection.read((tx) => tx.all<SnapshotRow>(historySql, { since, step: stepMs }).map(snapshotFrom));
}

/** The attempts of the last minute, to within ten seconds. */
export function lastMinute(tx: Tx, now: number): { completed: number; failed: number } {
  const at = beginning(now - MINUTE_MS, SNAPSHOT_MS) + SNAPSHOT_MS;
  const then = tx.get<{ totals: string }>(nextSnapshot, { at });
  if (then === null) return { completed: 0, failed: 0 };
  const before = outcomesIn(JSON.parse(then.totals));
  const after = outcomesIn(currentCounts(tx));
  return { completed: after.completed - before.completed, failed: after.failed - before.failed };
}

interface SnapshotRow {
  readonly at: number;
  readonly enqueued: number;
  readonly oldestDueAt: number | null;
  readonly jobs: string;
  readonly totals: string;
}

function snapshotFrom({ at, enqueued, oldestDueAt, jobs, totals }: SnapshotRow): Snapshot {
  const counted: Partial<Record<JobState, number>> = JSON.parse(jobs);
  const all = Object.fromEntries(JOB_STATES.map((state) => [state, counted[state] ?? 0])) as Record<JobState, number>;
  return { at, totals: totalsFrom(JSON.parse(totals) as Counted[], enqueued), jobs: all, oldestDueAt };
}

function beginning(at: number, ofMs: number): number {
  return Math.floor(at / ofMs) * ofMs;
}
