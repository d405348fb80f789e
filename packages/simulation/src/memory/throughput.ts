import type { Outcome } from "@queuectl/core";
import type { MemoryDatabase } from "./database.ts";

const BUCKET_MS = 10_000;
const MINUTE_MS = 60_000;
const KEPT_BUCKETS = 100;

export function tally({ tallies }: MemoryDatabase, outcome: Outcome, now: number): void {
  const bucket = bucketOf(now);
  let counts = tallies.get(bucket);
  if (counts === undefined) {
    counts = { completed: 0, failed: 0 };
    tallies.set(bucket, counts);
    const [oldest] = tallies.keys();
    if (tallies.size > KEPT_BUCKETS) tallies.delete(oldest as number);
  }
  if (outcome.kind === "exited" && outcome.exitCode === 0) counts.completed++;
  else if (outcome.kind !== "cancelled" && outcome.kind !== "interrupted") counts.failed++;
}

/** The attempts of the last minute, to within ten seconds. */
export function lastMinute({ tallies }: MemoryDatabase, now: number): { completed: number; failed: number } {
  const sum = { completed: 0, failed: 0 };
  for (const [bucket, { completed, failed }] of tallies) {
    if (bucket <= bucketOf(now - MINUTE_MS)) continue;
    sum.completed += completed;
    sum.failed += failed;
  }
  return sum;
}

function bucketOf(at: number): number {
  return Math.floor(at / BUCKET_MS) * BUCKET_MS;
}
