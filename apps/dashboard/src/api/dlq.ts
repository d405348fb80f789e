import type { JobPage } from "./contract.ts";
import type { JobQuery } from "./jobs.ts";
import { request } from "./request.ts";

/** Which dead jobs to retry. */
export type Redrive = { readonly ids: readonly string[] } | { readonly queue: string } | { readonly all: true };

export interface Redriven {
  readonly retried: number;
  readonly refused: readonly { readonly id: string; readonly detail: string }[];
}

export function listDead(query: Omit<JobQuery, "state" | "id_prefix">, signal?: AbortSignal): Promise<JobPage> {
  return request("/dlq", { query: { ...query }, signal });
}

export function retryDead(which: Redrive): Promise<Redriven> {
  return request("/dlq/retry", { method: "POST", body: which });
}

/** Deletes dead jobs that finished longer ago than `olderThan`, a duration such as `7d`; with `dryRun` it only counts them. */
export function purgeDead(olderThan: string, dryRun: boolean): Promise<{ deleted: number }> {
  return request("/dlq/purge", { method: "POST", body: { older_than: olderThan, dry_run: dryRun } });
}
