/**
 * The upper bounds of the buckets, in milliseconds, each inclusive; above them all is one bucket more. They are part of what
 * is stored: to change them is a migration.
 */
export const BOUNDS_MS = [
  1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000, 14_400_000,
  86_400_000,
] as const;

/** How long some things took, roughly: enough for percentiles, however many there were. */
export interface Histogram {
  /** How many fell into each bucket: one for each bound, and one above them. */
  readonly counts: readonly number[];
  /** How long all of them took together. */
  readonly sumMs: number;
}

export const NO_TIMES: Histogram = { counts: new Array(BOUNDS_MS.length + 1).fill(0), sumMs: 0 };

/** Into which bucket a time falls; one below 0, which only a clock that was set back can measure, into the first. */
export function bucketOf(ms: number): number {
  const bucket = BOUNDS_MS.findIndex((bound) => ms <= bound);
  return bucket === -1 ? BOUNDS_MS.length : bucket;
}

/** How many times it holds. */
export function timesIn({ counts }: Histogram): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Both together. */
export function plus(a: Histogram, b: Histogram): Histogram {
  return { counts: a.counts.map((count, i) => count + (b.counts[i] ?? 0)), sumMs: a.sumMs + b.sumMs };
}

/** What was added to `earlier` to make `later`. */
export function minus(later: Histogram, earlier: Histogram): Histogram {
  const counts = later.counts.map((count, i) => Math.max(0, count - (earlier.counts[i] ?? 0)));
  return { counts, sumMs: Math.max(0, later.sumMs - earlier.sumMs) };
}

/**
 * The time that a share `q` (0 to 1) of them did not exceed, in milliseconds, taking those of one bucket to be spread evenly,
 * but no further than their sum allows; `null` where there are none. It is never above the highest bound.
 */
export function quantileMs(histogram: Histogram, q: number): number | null {
  const total = timesIn(histogram);
  if (total === 0) return null;
  // Each took as long as its bucket begins at least: of what is left of the sum, one of them can have had all.
  const least = histogram.counts.reduce((sum, count, i) => sum + count * beginOf(i), 0);
  const spare = Math.max(0, histogram.sumMs - least);
  let below = 0;
  for (const [i, count] of histogram.counts.entries()) {
    const from = beginOf(i);
    const to = Math.min(BOUNDS_MS[i] ?? from, from + spare);
    if (count > 0 && below + count >= q * total) return from + ((to - from) * (q * total - below)) / count;
    below += count;
  }
  return BOUNDS_MS.at(-1) as number;
}

function beginOf(bucket: number): number {
  return BOUNDS_MS[bucket - 1] ?? 0;
}
