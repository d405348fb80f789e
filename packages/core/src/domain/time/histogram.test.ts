import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { BOUNDS_MS, bucketOf, type Histogram, minus, NO_TIMES, plus, quantileMs, timesIn } from "./histogram.ts";

function of(...times: number[]): Histogram {
  const counts = [...NO_TIMES.counts];
  for (const ms of times) counts[bucketOf(ms)] = (counts[bucketOf(ms)] ?? 0) + 1;
  return { counts, sumMs: times.reduce((sum, ms) => sum + ms, 0) };
}

describe("buckets", () => {
  test("a bound belongs to the bucket below it", () => {
    for (const [i, bound] of BOUNDS_MS.entries()) expect([bucketOf(bound), bucketOf(bound + 1)]).toEqual([i, i + 1]);
  });

  test("the first takes what a clock that was set back measured", () => expect(bucketOf(-5_000)).toBe(0));
});

describe("quantiles", () => {
  test("there are none of nothing", () => expect(quantileMs(NO_TIMES, 0.5)).toBeNull());

  test.each([
    ["the middle of a bucket", of(70, 80), 0.5, 75],
    ["the end of a bucket", of(70, 80), 1, 100],
    ["the lower of two buckets", of(3, 3_000), 0.5, 5],
    ["the upper of two buckets", of(3, 3_000), 0.99, 2_500 + 0.98 * 502],
    ["a bucket's only one", of(300_500), 1, 300_500],
    ["beyond the highest bound", of(1e12), 0.5, 86_400_000],
  ])("%s", (_, histogram, q, expected) => expect(quantileMs(histogram, q)).toBeCloseTo(expected, 6));

  test("lie in the bucket of the true one, whatever was measured", () => {
    const times = fc.array(fc.integer({ min: 0, max: 86_400_000 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(times, fc.double({ min: 0.01, max: 1, noNaN: true }), (all, q) => {
        const sorted = all.toSorted((a, b) => a - b);
        const rank = q * all.length;
        const truth = sorted[Math.max(0, Math.ceil(rank - 1e-9) - 1)] as number;
        expect(Math.abs(bucketOf(quantileMs(of(...all), q) as number) - bucketOf(truth))).toBeLessThanOrEqual(1);
      }),
    );
  });
});

test("what was added is what is left when the earlier is taken away", () => {
  const earlier = of(3, 70);
  const added = of(70, 9_000);
  expect(minus(plus(earlier, added), earlier)).toEqual(added);
  expect(timesIn(minus(earlier, plus(earlier, added)))).toBe(0);
});
