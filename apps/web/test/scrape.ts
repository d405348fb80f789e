import { expect } from "bun:test";
import type { JobStore } from "@queuectl/core";
import { openSqliteStore } from "@queuectl/core/sqlite";
import parse from "parse-prometheus-text-format";
import { served } from "./served.ts";

export interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly metrics: readonly {
    readonly value?: string;
    readonly labels?: { readonly [name: string]: string; readonly queue?: string };
  }[];
}

/** A page of metrics, read. */
export interface Scrape {
  readonly families: readonly Family[];
  /** Every series by its own name: the parser would mix up the histograms of one family. */
  readonly series: readonly Family[];
}

/** When the life of `storeWithPast` begins. */
export const BEGIN = Date.UTC(2026, 0, 31, 9);
const LIMITS = { headBytes: 1_024, tailBytes: 1_024 };

/** A store in which one job was completed, one died and one waits; opened anew, as after a restart. */
export async function storeWithPast(path: string): Promise<JobStore> {
  const store = await openSqliteStore(path, { access: "write" });
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
  await store.close();
  return await openSqliteStore(path, { access: "write" });
}

/** Asks a server on this store for its metrics. */
export async function scraped(from: JobStore, options = {}): Promise<Scrape> {
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
