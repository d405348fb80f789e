import { expect, test } from "bun:test";
import { backoffMs } from "./backoff.ts";

const EXACT = { backoffBase: 2, backoffMaxMs: 86_400_000, backoffJitter: 0 };

test.each([
  [{}, 1, 2_000],
  [{}, 2, 4_000],
  [{}, 3, 8_000],
  [{ backoffBase: 3 }, 2, 9_000],
  [{ backoffBase: 1.5 }, 3, 3_375],
  [{ backoffBase: 0 }, 5, 0],
  [{ backoffBase: 1 }, 50, 1_000],
  [{}, 5_000, 86_400_000],
  [{ backoffMaxMs: 3_000 }, 2, 3_000],
  [{ backoffJitter: 0.5 }, 1, 2_000],
])("%j after attempt %i: %i ms", (policy, attempts, expected) => {
  expect(backoffMs({ ...EXACT, ...policy }, attempts, () => 0.5)).toBe(expected);
});

test("jitter strays either way, and never above the cap", () => {
  const jittered = { ...EXACT, backoffJitter: 0.5 };
  expect(backoffMs(jittered, 2, () => 0)).toBe(2_000);
  expect(backoffMs(jittered, 2, () => 0.75)).toBe(5_000);
  expect(backoffMs({ ...jittered, backoffMaxMs: 4_500 }, 2, () => 0.999)).toBe(4_500);
});
