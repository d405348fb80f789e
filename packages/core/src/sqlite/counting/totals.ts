import { ENDINGS, type Ending, isFailure } from "../../domain/attempt/ending.ts";
import { BOUNDS_MS, type Histogram, timesIn } from "../../domain/time/histogram.ts";
import type { Totals } from "../../store/history.ts";
import type { Connection } from "../database/connection.ts";
import type { Tx } from "../database/transaction.ts";
import enqueuedSql from "./sql/enqueued.sql" with { type: "text" };
import totalsSql from "./sql/totals.sql" with { type: "text" };

/** Under which words things are counted. */
export type Series = Ending | "wait" | "start" | "retries" | "dead" | "rescues";

/** Where something is counted that took no time, such as an attempt that never started. */
export const NO_BUCKET = -1;

/** One row of what was counted. */
export type Counted = readonly [series: Series, bucket: number, count: number, sumMs: number];

/** What was counted since the beginning. */
export function currentCounts(tx: Tx): Counted[] {
  const rows = tx.all<{ series: Series; bucket: number; count: number; sumMs: number }>(totalsSql);
  return rows.map(({ series, bucket, count, sumMs }) => [series, bucket, count, sumMs]);
}

export function readTotals(connection: Connection): Promise<Totals> {
  return connection.read((tx) => totalsFrom(currentCounts(tx), tx.get<{ jobs: number }>(enqueuedSql)?.jobs ?? 0));
}

export function totalsFrom(counted: readonly Counted[], enqueued: number): Totals {
  const plain = new Map<Series, number>();
  const times = new Map<Series, { counts: number[]; sumMs: number }>();
  for (const [series, bucket, count, sumMs] of counted) {
    if (bucket === NO_BUCKET) plain.set(series, count);
    else {
      const histogram = times.get(series) ?? noTimes();
      times.set(series, histogram);
      histogram.counts[bucket] = count;
      histogram.sumMs += sumMs;
    }
  }
  const number = (series: Series) => plain.get(series) ?? 0;
  const histogram = (series: Series): Histogram => times.get(series) ?? noTimes();
  const byEnding = <T>(of: (ending: Ending) => T) =>
    Object.fromEntries(ENDINGS.map((ending) => [ending, of(ending)])) as Record<Ending, T>;
  return {
    attempts: byEnding((ending) => number(ending) + timesIn(histogram(ending))),
    durations: byEnding(histogram),
    waits: histogram("wait"),
    starts: histogram("start"),
    retries: number("retries"),
    dead: number("dead"),
    rescues: number("rescues"),
    enqueued,
  };
}

/** How many attempts ended well and badly. */
export function outcomesIn(counted: readonly Counted[]): { completed: number; failed: number } {
  const sum = { completed: 0, failed: 0 };
  for (const [series, , count] of counted) {
    if (series === "completed") sum.completed += count;
    else if ((ENDINGS as readonly Series[]).includes(series) && isFailure(series as Ending)) sum.failed += count;
  }
  return sum;
}

function noTimes() {
  return { counts: new Array<number>(BOUNDS_MS.length + 1).fill(0), sumMs: 0 };
}
