import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parser } from "@prometheus-io/lezer-promql";
import { BOUNDS_MS, ENDINGS, JOB_STATES, type JobStore, StoreUnavailable } from "@queuectl/core";
import { openSqliteStore } from "@queuectl/core/sqlite";
import parse from "parse-prometheus-text-format";
import { MAX_QUEUES, OTHER_QUEUES } from "../src/metrics/queues.ts";
import { served, signedIn, storeThat } from "./served.ts";

interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly metrics: readonly {
    readonly value?: string;
    readonly labels?: { readonly [name: string]: string; readonly queue?: string };
  }[];
}

interface Scrape {
  readonly families: readonly Family[];
  /** Every series by its own name: the parser would mix up the histograms of one family. */
  readonly series: readonly Family[];
}

const LIMITS = { headBytes: 1_024, tailBytes: 1_024 };
const BEGIN = Date.UTC(2026, 0, 31, 9);
const DOCS = join(import.meta.dir, "../../../docs");

let directory: string;
let store: JobStore;
let page: Scrape;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "queuectl-metrics-"));
  const path = join(directory, "queue.db");
  store = await openSqliteStore(path, { access: "write" });
  await store.register({ id: "runner1", workers: 2, queues: null, version: "0" }, BEGIN);
  const specs = [{ command: "true" }, { command: "false", maxRetries: 0 }, { command: "true", queue: "mail" }];
  await store.enqueue(specs, BEGIN);
  const nothing = { runner: "runner1", started: [], settled: [], released: [], capacity: 0 };
  const { claimed } = await store.turn({ ...nothing, capacity: 2 }, BEGIN + 40);
  const at = BEGIN + 47;
  await store.turn(
    {
      ...nothing,
      started: claimed.map(({ lease }, i) => ({ lease, worker: i + 1, pid: 1_000, processStart: null, at })),
    },
    at,
  );
  const ends = [
    { outcome: { kind: "exited", exitCode: 0 }, verdict: { state: "completed" } },
    { outcome: { kind: "exited", exitCode: 1 }, verdict: { state: "dead", reason: "exit code 1", crashes: 0 } },
  ] as const;
  const settled = claimed.map(({ lease }, i) => ({
    lease,
    ...(ends[i] as (typeof ends)[number]),
    finishedAt: at + 3_000,
    output: [],
    limits: LIMITS,
  }));
  await store.turn({ ...nothing, settled }, at + 3_000);
  // As after a restart: nothing of it is left but the database.
  await store.close();
  store = await openSqliteStore(path, { access: "write" });
  page = await scraped(store);
});

afterAll(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

async function scraped(from: JobStore, options = {}): Promise<Scrape> {
  let text = "";
  await served(
    async (get) => {
      const answer = await get("/metrics");
      expect([answer.status, answer.headers.get("content-type")]).toEqual([
        200,
        "text/plain; version=0.0.4; charset=utf-8",
      ]);
      text = await answer.text();
    },
    { store: from, now: () => BEGIN + 10_000, ...options },
  );
  const untyped = text.replaceAll(/^# TYPE \S+ histogram$/gm, "");
  return { families: parse(text) as Family[], series: parse(untyped) as Family[] };
}

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
    })).reverse();
    const { status } = store;
    const crowded = Object.assign(Object.create(store) as JobStore, {
      status: async (now: number) => ({ ...(await status.call(store, now)), queues }),
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

describe("what the docs say of metrics", () => {
  const known = () => new Set(page.series.map(({ name }) => name));

  /** The metrics that an expression asks for; throws for what is no PromQL. */
  function metricsIn(expression: string): string[] {
    // What Grafana fills in before it asks.
    const promql = expression.replaceAll("$__rate_interval", "5m").replaceAll("$instance", ".*");
    const names: string[] = [];
    parser.parse(promql).iterate({
      enter({ type, name, from, to }) {
        if (type.isError) throw new Error(`not PromQL: ${expression}`);
        if (name === "Identifier") names.push(promql.slice(from, to));
      },
    });
    return names;
  }

  function expectKnown(expressions: readonly string[]): void {
    expect(expressions.length).toBeGreaterThan(5);
    for (const expression of expressions) {
      const names = metricsIn(expression);
      expect([expression, names.length > 0]).toEqual([expression, true]);
      for (const name of names)
        expect([expression, known().has(name) ? name : `no such metric: ${name}`]).toEqual([expression, name]);
    }
  }

  test("the parser would tell", () => {
    expect(() => metricsIn("rate(queuectl_jobs[5m)")).toThrow("not PromQL");
    expect(metricsIn("sum by (state) (queuectl_jobs) > 0")).toEqual(["queuectl_jobs"]);
  });

  test("the alerts ask for what there is", async () => {
    const { groups } = Bun.YAML.parse(await Bun.file(join(DOCS, "prometheus/alerts.yml")).text()) as {
      groups: {
        rules: { alert: string; expr: string; for?: string; labels: object; annotations: { summary: string } }[];
      }[];
    };
    const rules = groups.flatMap((group) => group.rules);
    expectKnown(rules.map(({ expr }) => expr));
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
    for (const { alert, annotations, for: held } of rules) {
      expect(alert).toMatch(/^Queuectl[A-Za-z]+$/);
      expect(annotations.summary.length).toBeGreaterThan(10);
      expect(held ?? "1m").toMatch(/^\d+[smh]$/);
    }
    const outcomes = rules
      .flatMap(({ expr }) => [...expr.matchAll(/outcome[!=~]+"([^"]+)"/g)])
      .flatMap(([, all]) => (all as string).split("|"));
    for (const outcome of outcomes) expect(ENDINGS).toContain(outcome as (typeof ENDINGS)[number]);
  });

  test("the dashboard asks for what there is", async () => {
    const { panels, templating } = await Bun.file(join(DOCS, "grafana/queuectl.json")).json();
    const targets: { expr: string }[] = panels.flatMap((panel: { targets: { expr: string }[] }) => panel.targets);
    expectKnown(targets.map(({ expr }) => expr));
    expect(JSON.stringify(templating)).toContain("label_values(queuectl_workers, instance)");
  });

  test("the page names all of them, and no others", async () => {
    const text = await Bun.file(join(DOCS, "metrics.md")).text();
    const rows = [...text.matchAll(/^\| `(queuectl_[a-z_]+)` \| (\w+) \|/gm)].map(
      ([, name, type]) => `${name} ${type}`,
    );
    expect(rows.toSorted()).toEqual(page.families.map(({ name, type }) => `${name} ${type.toLowerCase()}`).toSorted());
  });
});
