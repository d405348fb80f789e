import { expect, test } from "bun:test";
import type { QueueSelection, RunnerRecord } from "../store/runners.ts";
import { healthChecks, runnerState } from "./status-json.ts";
import { leftOut } from "./unserved.ts";

const NOW = 1_000_000;
const WELL = { ok: true, checks: [{ name: "readable", ok: true, reason: null }] };

function runner(change: Partial<RunnerRecord>): RunnerRecord {
  const identity = { id: "r1", host: "here", pid: 7, processStart: "1", version: "0", workers: 2, queues: null };
  return { ...identity, startedAt: 0, heartbeatAt: NOW, stopRequested: null, alive: true, ...change };
}

test.each<[ReturnType<typeof runnerState>, Partial<RunnerRecord>]>([
  ["running", {}],
  ["stopping", { stopRequested: "drain" }],
  ["stalled", { heartbeatAt: NOW - 60_000 }],
  ["stalled", { heartbeatAt: NOW - 60_000, stopRequested: "interrupt" }],
  ["dead", { alive: false, heartbeatAt: NOW - 60_000 }],
  ["unknown", { alive: null }],
])("a runner is %s: %j", (state, change) => {
  expect(runnerState(runner(change), NOW)).toBe(state);
});

test.each<[string, QueueSelection[], QueueSelection]>([
  ["without any", [], { queues: null, excludedQueues: [] }],
  ["beside one that serves all", [{ queues: null }, { queues: ["a"] }], { queues: [] }],
  ["beside lists", [{ queues: ["a"] }, { queues: ["b", "a"] }], { queues: null, excludedQueues: ["a", "b"] }],
  ["beside one that leaves some out", [{ queues: null, excludedQueues: ["a", "b"] }], { queues: ["a", "b"] }],
  [
    "beside several of both kinds",
    [
      { queues: null, excludedQueues: ["a", "b", "c"] },
      { queues: null, excludedQueues: ["b", "c", "d"] },
      { queues: ["c"] },
    ],
    { queues: ["b"] },
  ],
])("the queues that no runner serves, %s", (_, runners, expected) => {
  expect(leftOut(runners)).toEqual(expected);
});

test("each reason why work cannot go on has a name of its own", () => {
  const failing = (...runners: RunnerRecord[]) =>
    healthChecks({ runners, health: WELL, unserved: [] }, NOW).flatMap(({ name, ok, reason }) =>
      ok ? [] : [`${name}: ${reason}`],
    );
  expect(failing(runner({}))).toEqual([]);
  expect(failing()).toEqual(["workers: no worker is alive"]);
  expect(failing(runner({ alive: false }))).toEqual(["workers: no worker is alive"]);
  expect(failing(runner({ heartbeatAt: 0 }))).toEqual(["runners: no sign of life from r1"]);
  const seen = { runners: [runner({ queues: ["alpha"] })], health: WELL, unserved: ["beta", "gamma"] };
  expect(healthChecks(seen, NOW).at(-1)).toMatchObject({
    ok: false,
    reason: "no runner serves the queues beta, gamma",
  });
});
