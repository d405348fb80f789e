import {
  type JobStore,
  type QueueStatus,
  type RunnerState,
  runnerState,
  type StoreSize,
  type StoreStatus,
  statusJson,
  type Totals,
  unservedQueues,
} from "@queuectl/core";
import type { Readiness } from "../answers/readiness.ts";
import { boundedQueues, MAX_QUEUES } from "./queues.ts";

/** Everything that one scrape tells. */
export interface Measured {
  readonly at: number;
  readonly totals: Totals;
  readonly status: StoreStatus;
  readonly queues: readonly QueueStatus[];
  /** How many queues have jobs to claim that no runner would take; ten stand for more. */
  readonly unserved: number;
  readonly size: StoreSize;
  readonly runners: ReadonlyMap<RunnerState, number>;
  readonly workers: { readonly total: number; readonly busy: number };
  readonly checks: Readiness["checks"];
  /** Of the thread that answers, and of the runner that it is part of. */
  readonly lagMs: { readonly http: number; readonly runner: number | null };
}

export interface Sources {
  readonly store: JobStore;
  readonly ready: () => Promise<Readiness>;
  /** How late the runner's own thread is, where there is one. */
  readonly runnerLagMs: () => number | null;
  readonly now: () => number;
}

/** Asks the store for all of it, once. */
export async function measure({ store, ready, runnerLagMs, now }: Sources): Promise<Measured> {
  const at = now();
  const http = await lateness();
  const [totals, status, size, records, { checks }, firstQueues] = await Promise.all([
    store.totals(),
    store.status(at),
    store.size(),
    store.runners(at),
    ready(),
    store.queues({ limit: MAX_QUEUES }),
  ]);
  const runners = new Map<RunnerState, number>();
  for (const record of records) {
    const state = runnerState(record, at);
    runners.set(state, (runners.get(state) ?? 0) + 1);
  }
  const unserved = await unservedQueues(store, records);
  const health = { ok: true, checks: [] };
  const { workers } = statusJson({ status, runners: records, health, unserved }, at);
  const queues = boundedQueues(firstQueues, status);
  return {
    at,
    totals,
    status,
    queues,
    unserved: unserved.length,
    size,
    runners,
    workers,
    checks,
    lagMs: { http, runner: runnerLagMs() },
  };
}

/** How long something that could run at once has to wait for its turn. */
async function lateness(): Promise<number> {
  const begun = performance.now();
  await new Promise((resolve) => setImmediate(resolve));
  return performance.now() - begun;
}
