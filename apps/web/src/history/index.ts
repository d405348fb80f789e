import { InvalidInput, type JobStore } from "@queuectl/core";
import type { HistoryJson } from "./history-json.ts";
import { historyJson } from "./points.ts";

export type * from "./history-json.ts";

const MINUTE_MS = 60_000;
/** A day: so long the store keeps it. */
const MAX_MINUTES = 1_440;
const MAX_STEP = 60;

export interface HistoryQuery {
  /** How far back, the current minute included: 1 to 1440. */
  readonly minutes: number;
  /** How many minutes one point covers: 1 to 60. */
  readonly step: number;
}

/** Reads a query string's `minutes` and `step`; throws `InvalidInput` for what is no whole number in range. */
export function historyQuery(given: { minutes?: string | undefined; step?: string | undefined }): HistoryQuery {
  return {
    minutes: whole("minutes", given.minutes ?? "60", MAX_MINUTES),
    step: whole("step", given.step ?? "1", MAX_STEP),
  };
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

function whole(name: string, text: string, max: number): number {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= max) return number;
  throw new InvalidInput(`${name}: ${JSON.stringify(text)} is out of range`, `give a whole number from 1 to ${max}`);
}
