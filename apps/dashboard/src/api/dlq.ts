import type { DeadToRetry, JobPage, Purged, RetriedDead } from "./contract.ts";
import type { JobQuery } from "./jobs.ts";
import { request } from "./request.ts";

export function listDead(query: Omit<JobQuery, "state" | "id_prefix">, signal?: AbortSignal): Promise<JobPage> {
  return request("/dlq", { query: { ...query }, signal });
}

export function retryDead(which: DeadToRetry): Promise<RetriedDead> {
  return request("/dlq/retry", { method: "POST", body: which });
}

/** Deletes dead jobs that finished longer ago than `olderThan`, a duration such as `7d`; with `dryRun` it only counts them. */
export function purgeDead(olderThan: string, dryRun: boolean): Promise<Purged> {
  return request("/dlq/purge", { method: "POST", body: { older_than: olderThan, dry_run: dryRun } });
}
