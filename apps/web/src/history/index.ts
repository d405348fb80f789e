import type { JobStore } from "@queuectl/core";
import type { HistoryJson } from "./history-json.ts";
import { historyJson } from "./points.ts";

export type * from "./history-json.ts";

const MINUTE_MS = 60_000;
/** So long the store keeps it. */
export const DAY_MINUTES = 1_440;
export const MAX_STEP_MINUTES = 60;

export interface HistoryQuery {
  /** How far back, the current minute included: 1 to 1440. */
  readonly minutes: number;
  /** How many minutes one point covers: 1 to 60. */
  readonly step: number;
}

/** The store's history as JSON; at most 1440 points. Its steps begin at multiples of themselves, whenever it is asked for. */
export async function readHistory(store: JobStore, { minutes, step }: HistoryQuery, now: number): Promise<HistoryJson> {
  const stepMs = step * MINUTE_MS;
  const points = Math.ceil(minutes / step);
  const since = (Math.floor(now / stepMs) - points + 1) * stepMs;
  // In this order: what is current must not be less than what was before.
  const snapshots = await store.history(since, stepMs);
  const [totals, { jobs, oldestDueAt }] = await Promise.all([store.totals(), store.status(now)]);
  return historyJson(snapshots, { at: now, totals, jobs, oldestDueAt }, { since, stepMs, now });
}
