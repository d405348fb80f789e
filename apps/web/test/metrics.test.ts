import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BOUNDS_MS, ENDINGS, JOB_STATES, type JobStore, type QueuePage, StoreUnavailable } from "@queuectl/core";
import { openSqliteStore } from "@queuectl/core/sqlite";
import { createApp, serve } from "../src/index.ts";
import { MAX_QUEUES, OTHER_QUEUES } from "../src/metrics/queues.ts";
import { BEGIN, type Scrape, scraped, storeWithPast } from "./scrape.ts";
import { served, signedIn, storeThat, TOKEN } from "./served.ts";

let directory: string;
let store: JobStore;
let page: Scrape;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "queuectl-metrics-"));
  store = await storeWithPast(join(directory, "queue.db"));
  page = await scraped(store);
});

afterAll(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

/** The values of all series of this name that have these labels. */
function values(name: string, labels: Record<string, string>, { series }: Scrape): number[] {
  const wanted = Object.entries(labels);
  const metrics = series.filter((each) => each.name === name).flatMap((each) => each.metrics);
  const found = metrics.filter((metric) => wanted.every(([key, text]) => metric.labels?.[key] === text));
  return found.map((metric) => Number(metric.value));
}

/** The value of the one series whose labels are these. */
function value(name: string, labels: Record<string, string> = {}, of = page): number {
  const found = values(name, labels, of);
  if (found.length !== 1) throw new Error(`${name} is there ${found.length} times`);
  return found[0] as number;
}

describe("/metrics", () => {
  test("tells how many jobs there are, by queue and state", () => {
    expect(value("queuectl_jobs", { queue: "default", state: "completed" })).toBe(1);
    expect(value("queuectl_jobs", { queue: "default", state: "dead" })).toBe(1);
    expect(value("queuectl_jobs", { queue: "mail", state: "pending" })).toBe(1);
    expect(value("queuectl_oldest_due_age_seconds")).toBe(10);
    expect(value("queuectl_queue_paused", { queue: "mail" })).toBe(0);
  });

  test("counts what happened before a restart, too", () => {
    expect(value("queuectl_attempts_total", { outcome: "completed" })).toBe(1);
    expect(value("queuectl_attempts_total", { outcome: "failed" })).toBe(1);
    expect(value("queuectl_attempts_total", { outcome: "lost" })).toBe(0);
    expect(value("queuectl_dead_letters_total")).toBe(1);
    expect([value("queuectl_retries_total"), value("queuectl_rescues_total")]).toEqual([0, 0]);
    expect(value("queuectl_jobs_enqueued_total")).toBe(3);
  });

  test("has histograms whose buckets add up", () => {
    const duration = "queuectl_attempt_duration_seconds";
    const completed = { outcome: "completed" };
    expect([value(`${duration}_count`, completed), value(`${duration}_sum`, completed)]).toEqual([1, 3]);
    const below = ["2.5", "5", "+Inf"].map((le) => value(`${duration}_bucket`, { ...completed, le }));
    expect(below).toEqual([0, 1, 1]);
    expect([value("queuectl_due_to_claim_seconds_count"), value("queuectl_due_to_claim_seconds_sum")]).toEqual([
      2, 0.08,
    ]);
    expect([value("queuectl_claim_to_start_seconds_count"), value("queuectl_claim_to_start_seconds_sum")]).toEqual([
      2, 0.014,
    ]);
    for (const outcome of ENDINGS) {
      const rising = values(`${duration}_bucket`, { outcome }, page);
      expect(rising).toHaveLength(BOUNDS_MS.length + 1);
      expect(rising).toEqual(rising.toSorted((a, b) => a - b));
      expect(rising.at(-1)).toBe(value(`${duration}_count`, { outcome }));
    }
  });

  test("tells of runners, workers, files, checks and threads", () => {
    expect(value("queuectl_runners", { state: "dead" })).toBe(1);
    expect([value("queuectl_workers"), value("queuectl_workers_busy")]).toEqual([0, 0]);
    expect(value("queuectl_database_bytes")).toBeGreaterThan(4_096);
    expect(value("queuectl_wal_bytes")).toBeGreaterThanOrEqual(0);
    expect(value("queuectl_check_ok", { check: "readable" })).toBe(1);
    expect(value("queuectl_event_loop_lag_seconds", { thread: "http" })).toBeGreaterThanOrEqual(0);
  });

  test("in a runner, tells how that is", async () => {
    const checks = [{ name: "claim-loop", ok: false, reason: "no turn for 30 s" }];
    const runnerHealth = () => ({ at: BEGIN + 10_000, checks, eventLoopLagMs: 250 });
    const of = await scraped(store, { runnerHealth });
    expect(value("queuectl_event_loop_lag_seconds", { thread: "runner" }, of)).toBe(0.25);
    expect(value("queuectl_check_ok", { check: "claim-loop" }, of)).toBe(0);
  });

  test("tells of no queue where there is none", async () => {
    const empty = await openSqliteStore(join(directory, "empty.db"), { access: "write" });
    const of = await scraped(empty);
    await empty.close();
    expect(values("queuectl_jobs", {}, of)).toEqual([]);
    expect(value("queuectl_workers", {}, of)).toBe(0);
  });

  test("keeps to Prometheus' conventions, as promtool checks them", () => {
    const { families, series } = page;
    for (const { name, help, type } of families) {
      expect(name).toMatch(/^queuectl_[a-z]+(_[a-z]+)*$/);
      expect(help).toMatch(/^[A-Z].*\.$/);
      expect([name, name.endsWith("_total")]).toEqual([name, type === "COUNTER"]);
      expect(name).not.toMatch(/(_count|_sum|_bucket|_info|_gauge|_counter|_histogram)$/);
      // Base units, in full.
      expect(name).not.toMatch(/_(ms|milliseconds|minutes|hours|days|kilobytes|megabytes|percent)(_|$)/);
      expect(type).not.toBe("UNTYPED");
    }
    for (const { name, metrics } of series) {
      for (const label of new Set(metrics.flatMap(({ labels = {} }) => Object.keys(labels)))) {
        expect(label).toMatch(/^[a-z]+$/);
        expect([name, label]).not.toEqual([name, "instance"]);
        expect([name, label === "le"]).toEqual([name, label === "le" && name.endsWith("_bucket")]);
      }
      const keys = metrics.map(({ labels = {} }) => JSON.stringify(labels));
      expect(new Set(keys).size).toBe(keys.length);
    }
    expect(new Set(families.map(({ name }) => name)).size).toBe(families.length);
  });

  test("shows a bounded number of queues, and sums up the others", async () => {
    const counts = Object.fromEntries(JOB_STATES.map((state) => [state, 2])) as Record<
      (typeof JOB_STATES)[number],
      number
    >;
    const queues = Array.from({ length: 1_000 }, (_, i) => ({
      name: `queue-${String(i).padStart(4, "0")}`,
      paused: i === 999,
      jobs: counts,
    }));
    const { status } = store;
    const crowded = Object.assign(Object.create(store) as JobStore, {
      status: async (now: number) => {
        const jobs = Object.fromEntries(JOB_STATES.map((state) => [state, 2_000]));
        return { ...(await status.call(store, now)), jobs, queues: [], queueCount: 1_000 };
      },
      queues: async ({ limit }: QueuePage) => queues.slice(0, limit),
      waitingQueues: async () => ["queue-0007"],
      totals: () => store.totals(),
      size: () => store.size(),
      runners: (now: number) => store.runners(now),
      health: () => store.health(),
    });
    const of = await scraped(crowded);
    const jobs = of.series.find(({ name }) => name === "queuectl_jobs");
    const names = new Set(jobs?.metrics.map(({ labels }) => labels?.queue));
    expect(names.size).toBe(MAX_QUEUES + 1);
    expect(names.has("queue-0000") && !names.has("queue-0999")).toBe(true);
    expect(value("queuectl_jobs", { queue: OTHER_QUEUES, state: "dead" }, of)).toBe(1_800);
    expect(value("queuectl_queue_paused", { queue: OTHER_QUEUES }, of)).toBe(0);
    expect(value("queuectl_queues_unserved", {}, of)).toBe(0);
    expect(of.series.flatMap(({ metrics }) => metrics).length).toBeLessThan(1_500);
  });
});

describe("who may read it", () => {
  test("on loopback: everyone, but for what came through a proxy or by a foreign name", () =>
    served(
      async (get) => {
        expect((await get("/metrics")).status).toBe(200);
        for (const headers of [
          { "x-forwarded-for": "192.0.2.7" },
          { "x-forwarded-proto": "https" },
          { forwarded: "for=192.0.2.7" },
          { via: "1.1 proxy" },
        ]) {
          expect((await get("/metrics", { headers: headers as Record<string, string> })).status).toBe(401);
          expect(
            (await get("/metrics", { headers: { ...headers, ...signedIn } as Record<string, string> })).status,
          ).toBe(200);
        }
        expect((await get("/metrics", { headers: { host: "evil.example" } })).status).toBe(403);
      },
      { store },
    ));

  test("by a name that only a proxy is asked by: who knows the token", async () => {
    const serving = await serve(createApp(store, { token: TOKEN }), { host: "127.0.0.1", port: 0 }, [
      "queue.example.org",
    ]);
    const status = async (headers: Record<string, string>) =>
      (await fetch(`${serving.url}/metrics`, { headers: { host: "queue.example.org", ...headers } })).status;
    try {
      expect(await status({})).toBe(401);
      expect(await status(signedIn)).toBe(200);
    } finally {
      await serving.stop(AbortSignal.abort());
    }
  });

  test("elsewhere: who knows the token", () =>
    served(
      async (get) => {
        expect((await get("/metrics")).status).toBe(401);
        expect((await get("/metrics", { headers: signedIn })).status).toBe(200);
      },
      { store },
      { host: "0.0.0.0", port: 0 },
    ));

  test("a store that cannot be read is said to be so, and not zero", () =>
    served(async (get) => expect((await get("/metrics")).status).toBe(503), {
      store: storeThat({ size: () => store.size(), totals: () => Promise.reject(new StoreUnavailable("locked")) }),
    }));
});
