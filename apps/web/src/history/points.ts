import {
  ENDINGS,
  type Ending,
  formatInstant,
  type Histogram,
  isFailure,
  type JobState,
  minus,
  NO_TIMES,
  plus,
  quantileMs,
  type Snapshot,
  type Totals,
  timesIn,
} from "@queuectl/core";
import type {
  AttemptEndJson,
  HistoryActivityJson,
  HistoryDepthJson,
  HistoryJson,
  HistoryPointJson,
  PercentilesJson,
} from "./history-json.ts";

const MINUTE_MS = 60_000;

export interface Span {
  /** Where the first point begins: a multiple of the step. */
  readonly since: number;
  readonly stepMs: number;
  readonly now: number;
}

/** Everything between two moments is the difference of what was counted by then. */
export function historyJson(snapshots: readonly Snapshot[], current: Snapshot, span: Span): HistoryJson {
  const { since, stepMs, now } = span;
  const points: HistoryPointJson[] = [];
  // Before its first snapshot nothing was counted, and after the last one nothing but what is current.
  let next = 0;
  const at = (begin: number): Snapshot => {
    while ((snapshots[next]?.at ?? begin) < begin) next++;
    return snapshots[next] ?? current;
  };
  const first = at(since);
  let from = first;
  for (let begin = since; begin <= now; begin += stepMs) {
    const end = begin + stepMs;
    const last = end > now;
    const to = last ? current : at(end);
    const sampled = isSampled(from, begin) && (last || isSampled(to, end));
    const seconds = (Math.min(end, now) - begin) / 1_000;
    points.push({
      at: formatInstant(begin),
      ...activity(from.totals, to.totals, seconds, sampled),
      depth: last ? depth(current) : isSampled(from, begin) ? depth(from) : null,
    });
    from = to;
  }
  const total = activity(first.totals, current.totals, (now - since) / 1_000, isSampled(first, since));
  return { at: formatInstant(now), step: stepMs / MINUTE_MS, points, total };
}

/** Whether it tells how it was at `begin`: attempts are counted without a gap, but what waits is seen only by a runner. */
function isSampled(snapshot: Snapshot, begin: number): boolean {
  return snapshot.at < begin + MINUTE_MS;
}

function activity(from: Totals, to: Totals, seconds: number, sampled: boolean): HistoryActivityJson {
  const attempts = {} as Record<AttemptEndJson, number>;
  let failed = 0;
  for (const ending of ENDINGS) {
    const ended = Math.max(0, to.attempts[ending] - from.attempts[ending]);
    attempts[ending.replace("-", "_") as AttemptEndJson] = ended;
    if (isFailure(ending)) failed += ended;
  }
  const enqueued = sampled ? Math.max(0, to.enqueued - from.enqueued) : null;
  const rate = (count: number) => (seconds === 0 ? 0 : rounded(count / seconds));
  return {
    seconds,
    attempts,
    retries: Math.max(0, to.retries - from.retries),
    dead: Math.max(0, to.dead - from.dead),
    rescues: Math.max(0, to.rescues - from.rescues),
    enqueued,
    rates: {
      completed: rate(attempts.completed),
      failed: rate(failed),
      enqueued: enqueued === null ? null : rate(enqueued),
    },
    duration_seconds: percentiles(minus(all(to.durations), all(from.durations))),
    wait_seconds: percentiles(minus(to.waits, from.waits)),
    start_seconds: percentiles(minus(to.starts, from.starts)),
  };
}

function all(durations: Readonly<Record<Ending, Histogram>>): Histogram {
  return ENDINGS.reduce((sum, ending) => plus(sum, durations[ending]), NO_TIMES);
}

function percentiles(times: Histogram): PercentilesJson | null {
  const count = timesIn(times);
  if (count === 0) return null;
  const seconds = (q: number) => rounded((quantileMs(times, q) ?? 0) / 1_000);
  return {
    count,
    mean: rounded(times.sumMs / count / 1_000),
    p50: seconds(0.5),
    p90: seconds(0.9),
    p99: seconds(0.99),
  };
}

function depth({ at, jobs, oldestDueAt }: { at: number; jobs: Record<JobState, number>; oldestDueAt: number | null }) {
  const { scheduled, pending, processing, failed, dead } = jobs;
  const age = oldestDueAt === null ? null : Math.max(0, at - oldestDueAt) / 1_000;
  return { scheduled, pending, processing, failed, dead, oldest_due_age_seconds: age } satisfies HistoryDepthJson;
}

/** To the millisecond, or a thousandth. */
function rounded(number: number): number {
  return Math.round(number * 1_000) / 1_000;
}
