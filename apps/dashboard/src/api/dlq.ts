import type { DeadToRetry, JobPage } from "./contract.ts";
import type { JobQuery } from "./jobs.ts";
import { api, bodyOf, read } from "./request.ts";

export function listDead(query: Omit<JobQuery, "state" | "id_prefix">, signal?: AbortSignal): Promise<JobPage> {
  return read((signal) => api.GET("/dlq", { params: { query }, signal }), signal);
}

export function retryDead(which: DeadToRetry) {
  return bodyOf(api.POST("/dlq/retry", { body: which }));
}

/** Deletes dead jobs that finished longer ago than `olderThan`, a duration such as `7d`; with `dryRun` it only counts them. */
export function purgeDead(olderThan: string, dryRun: boolean) {
  return bodyOf(api.POST("/dlq/purge", { body: { older_than: olderThan, dry_run: dryRun } }));
}
