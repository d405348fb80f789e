import { expect, test } from "bun:test";
import type { RunnerRow } from "../jobs/rows.ts";
import { type Liveness, livenessOf, SILENCE_MS } from "./liveness.ts";

const HERE = { bootId: "boot1", pidNamespace: "ns1", store: "s1" };
const NOW = 1_000_000;
const signs = (lockHeld: boolean) => ({ lockHeld, processLives: () => false });
const DEAD: Liveness = { alive: false, loss: "runner-died", reachable: true };

test.each<[string, boolean, Partial<RunnerRow>, Liveness]>([
  ["held: alive, however old the heartbeat", true, { heartbeat_at: 0 }, { alive: true }],
  ["held from another namespace: alive", true, { pid_namespace: "ns2", heartbeat_at: 0 }, { alive: true }],
  ["free: dead, however young the heartbeat", false, {}, DEAD],
  [
    "free since another boot: the machine was restarted",
    false,
    { boot_id: "boot0" },
    { ...DEAD, loss: "rebooted", reachable: false },
  ],
  ["free in another namespace: who knows", false, { pid_namespace: "ns2" }, { alive: null }],
  ["and not much later, either", false, { pid_namespace: "ns2", heartbeat_at: NOW - SILENCE_MS + 1 }, { alive: null }],
  [
    "silent for too long: dead, and out of reach",
    false,
    { pid_namespace: "ns2", heartbeat_at: NOW - SILENCE_MS },
    { ...DEAD, reachable: false },
  ],
  [
    "free, of a store that this one is a copy of: its processes are not ours",
    false,
    { store: "s0" },
    { ...DEAD, loss: "copied", reachable: false },
  ],
  ["held all the same: alive", true, { store: "s0" }, { alive: true }],
])("a lock that is %s", (_, held, row, expected) => {
  const runner = { boot_id: "boot1", pid_namespace: "ns1", store: "s1", heartbeat_at: NOW, ...row } as RunnerRow;
  expect(livenessOf(runner, signs(held), HERE, NOW)).toEqual(expected);
});

test("a process that lives is not dead, though nobody finds its lock; but not everywhere is it the same process", () => {
  const runner = { boot_id: "boot1", pid_namespace: "ns1", store: "s1", heartbeat_at: 0 } as RunnerRow;
  const alive = { lockHeld: false, processLives: () => true };
  expect(livenessOf(runner, alive, HERE, NOW)).toEqual({ alive: true });
  for (const elsewhere of [{ boot_id: "boot0" }, { pid_namespace: "ns2" }, { store: "s0" }]) {
    expect(livenessOf({ ...runner, ...elsewhere }, alive, HERE, NOW)).toMatchObject({ alive: false, reachable: false });
  }
});

test("where the system names neither boot nor namespace, the lock alone decides", () => {
  const runner = { boot_id: null, pid_namespace: null, store: "s1", heartbeat_at: 0 } as RunnerRow;
  expect(livenessOf(runner, signs(false), { bootId: null, pidNamespace: null, store: "s1" }, NOW)).toEqual(DEAD);
});
