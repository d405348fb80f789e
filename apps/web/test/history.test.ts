import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JobStore, Outcome } from "@queuectl/core";
import { openSqliteStore } from "@queuectl/core/sqlite";
import type { HistoryJson } from "../src/history/index.ts";
import { served, signedIn } from "./served.ts";

const MINUTE = 60_000;
const BEGIN = Date.UTC(2026, 0, 31, 9);
const LIMITS = { headBytes: 1_024, tailBytes: 1_024 };

let directory: string;
let store: JobStore;
let now = BEGIN;

/** Claims the next job, lets it start at once and run for `ms`. */
async function execute(ms: number, outcome: Outcome): Promise<void> {
  const nothing = { runner: "runner1", started: [], settled: [], released: [] };
  const { claimed } = await store.turn({ ...nothing, capacity: 1 }, now);
  const lease = claimed[0]?.lease as NonNullable<(typeof claimed)[0]>["lease"];
  const started = [{ lease, worker: 1, pid: 4_711, processStart: null, at: now }];
  now += ms;
  const good = outcome.kind === "exited" && outcome.exitCode === 0;
  const verdict = good ? ({ state: "completed" } as const) : ({ state: "dead", reason: "failed", crashes: 0 } as const);
  const settled = [{ lease, outcome, verdict, finishedAt: now, output: [], limits: LIMITS }];
  await store.turn({ ...nothing, started, settled, capacity: 0 }, now);
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "queuectl-history-"));
  store = await openSqliteStore(join(directory, "queue.db"), { access: "write" });
  await store.register({ id: "runner1", workers: 1, queues: null, version: "0" }, now);
  await store.heartbeat("runner1", now);
  await store.enqueue(
    Array.from({ length: 5 }, () => ({ command: "true" })),
    now,
  );
  await execute(200, { kind: "exited", exitCode: 0 });
  now = BEGIN + MINUTE;
  await store.heartbeat("runner1", now);
  await execute(30_000, { kind: "exited", exitCode: 1 });
  await execute(4_000, { kind: "timed-out", afterMs: 4_000 });
  // Nobody looks for two minutes, then a runner is back, and half a minute has gone.
  now = BEGIN + 4 * MINUTE;
  await store.heartbeat("runner1", now);
  now += 30_000;
  await execute(70, { kind: "exited", exitCode: 0 });
});

afterAll(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

const asked = async (query: string): Promise<{ status: number; body: HistoryJson }> => {
  let answer: { status: number; body: HistoryJson } | undefined;
  await served(
    async (get) => {
      const response = await get(`/api/v1/history${query}`, { headers: signedIn });
      answer = { status: response.status, body: (await response.json()) as HistoryJson };
    },
    { store, now: () => now },
  );
  return answer as { status: number; body: HistoryJson };
};

describe("/api/v1/history", () => {
  test("has a point for every minute, the last of them unfinished", async () => {
    const { body } = await asked("?minutes=6");
    expect(body.points.map(({ at }) => at.slice(11, 16))).toEqual([
      "08:59",
      "09:00",
      "09:01",
      "09:02",
      "09:03",
      "09:04",
    ]);
    expect(body.points.map(({ seconds }) => seconds)).toEqual([60, 60, 60, 60, 60, 30.07]);
    expect(body).toMatchObject({ at: "2026-01-31T09:04:30.070Z", step: 1 });
  });

  test("counts in each minute what ended in it, and how fast", async () => {
    const { body } = await asked("?minutes=6");
    expect(body.points.map(({ attempts }) => attempts.completed)).toEqual([0, 1, 0, 0, 0, 1]);
    expect(body.points[2]).toMatchObject({ attempts: { failed: 1, timed_out: 1 }, dead: 2, rates: { failed: 0.033 } });
    expect(body.points.map(({ enqueued }) => enqueued)).toEqual([null, 5, null, null, null, 0]);
    expect(body.total).toMatchObject({ attempts: { completed: 2, failed: 1, timed_out: 1 }, dead: 2, seconds: 330.07 });
  });

  test("estimates how long they took within the bounds of their buckets", async () => {
    const { body } = await asked("?minutes=6");
    const took = body.points[1]?.duration_seconds;
    expect(took).toMatchObject({ count: 1, mean: 0.2 });
    expect(took?.p99).toBeGreaterThan(0.1);
    expect(took?.p99).toBeLessThanOrEqual(0.25);
    expect(body.points[3]?.duration_seconds).toBeNull();
    expect(body.total.duration_seconds?.count).toBe(4);
  });

  test("tells how many waited, where a runner was there to look", async () => {
    const { body } = await asked("?minutes=6");
    expect(body.points.map(({ depth }) => depth?.pending ?? null)).toEqual([null, 0, 4, null, null, 1]);
    expect(body.points[5]?.depth).toMatchObject({ dead: 2, oldest_due_age_seconds: 270.07 });
  });

  test("puts minutes together, from multiples of the step", async () => {
    const { body } = await asked("?minutes=20&step=10");
    expect(body.points.map(({ at }) => at.slice(11, 16))).toEqual(["08:50", "09:00"]);
    expect(body.points[1]).toMatchObject({ seconds: 270.07, attempts: { completed: 2, failed: 1 }, enqueued: 5 });
  });

  test("is a day at most", async () => {
    expect((await asked("?minutes=1440")).body.points).toHaveLength(1_440);
    for (const query of ["?minutes=1441", "?minutes=0", "?minutes=x", "?step=61", "?minutes=-1", "?minutes=1.5"]) {
      expect([query, (await asked(query)).status]).toEqual([query, 400]);
    }
  });

  test("is for those who know the token", () =>
    served(async (get) => expect((await get("/api/v1/history")).status).toBe(401), { store }));
});
