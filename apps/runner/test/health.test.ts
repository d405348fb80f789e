import { describe, expect, test } from "bun:test";
import { StoreUnavailable } from "@queuectl/core";
import { examine, type Vitals } from "../src/service/health.ts";

const WELL: Vitals = {
  claimLoopAgeMs: 5_000,
  heartbeatAgeMs: 15_000,
  workers: { count: 4, alive: 4, busy: 2 },
  draining: false,
  storeError: null,
};

const failing = (change: Partial<Vitals>) => {
  const { ok, checks } = examine({ ...WELL, ...change });
  const bad = checks.filter((check) => !check.ok).map(({ name, reason }) => `${name}: ${reason}`);
  expect(ok).toBe(bad.length === 0);
  for (const check of checks) expect([check.name, check.reason === null]).toEqual([check.name, check.ok]);
  return bad;
};

describe("a runner", () => {
  test("is well while its loop turns, its heart beats, its workers live and its store answers", () => {
    expect(failing({})).toEqual([]);
    expect(examine(WELL).checks.map(({ name }) => name)).toEqual([
      "claiming",
      "claim-loop",
      "heartbeat",
      "workers",
      "store",
    ]);
  });

  test.each<[string, Partial<Vitals>, string]>([
    ["its claim loop is stalled", { claimLoopAgeMs: 30_000 }, "claim-loop: no turn for 30 s"],
    ["its heartbeat is late", { heartbeatAgeMs: 90_000 }, "heartbeat: none for 90 s"],
    ["none of its workers is alive", { workers: { count: 4, alive: 0, busy: 0 } }, "workers: none of 4 is alive"],
    ["its store does not answer", { storeError: new StoreUnavailable("the disk is full") }, "store: the disk is full"],
    [
      "it was told to stop",
      { draining: true },
      "claiming: told to stop: it finishes what runs and claims nothing more",
    ],
  ])("says so when %s, and that alone", (_, change, expected) => expect(failing(change)).toEqual([expected]));

  test("is well while some worker is alive: one that died is on its way back", () =>
    expect(failing({ workers: { count: 4, alive: 1, busy: 1 } })).toEqual([]));
});
