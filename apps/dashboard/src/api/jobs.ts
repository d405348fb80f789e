import type { JobState } from "@queuectl/core";
import type { BulkAnswer, BulkRequest, Job, JobDetails, JobInput, JobPage } from "./contract.ts";
import { apiUrl, request } from "./request.ts";

export interface JobQuery {
  readonly state?: readonly JobState[];
  readonly queue?: string | null;
  readonly id_prefix?: string | null;
  readonly after?: string | null;
  readonly limit?: number;
  readonly reverse?: boolean;
}

export type BulkAction = BulkRequest["action"];

export function listJobs(query: JobQuery, signal?: AbortSignal): Promise<JobPage> {
  return request("/jobs", { query: { ...query }, signal });
}

export function getJob(id: string, signal?: AbortSignal): Promise<JobDetails> {
  return request(jobPath(id), { signal });
}

export function enqueueJob(input: JobInput): Promise<Job> {
  return request("/jobs", { method: "POST", body: input });
}

export function cancelJob(id: string): Promise<Job> {
  return request(`${jobPath(id)}/cancel`, { method: "POST" });
}

export function retryJob(id: string): Promise<Job> {
  return request(`${jobPath(id)}/retry`, { method: "POST" });
}

export function deleteJob(id: string): Promise<void> {
  return request(jobPath(id), { method: "DELETE" });
}

/** Acts on every job that the filter names; with `dryRun` it only counts them. */
export function bulk(action: BulkAction, filter: BulkRequest["filter"], dryRun: boolean): Promise<BulkAnswer> {
  const body: BulkRequest = { action, filter, dry_run: dryRun };
  return request("/jobs/bulk", { method: "POST", body });
}

/** Where an attempt's output is had as a whole. */
export function outputUrl(id: string, attempt: number, stream?: "stdout" | "stderr"): string {
  return apiUrl(`${jobPath(id)}/attempts/${attempt}/output`, { stream });
}

/** All that is kept of what an attempt wrote, both streams in the order in which they came. */
export async function outputText(id: string, attempt: number, signal: AbortSignal): Promise<string> {
  const response = await fetch(outputUrl(id, attempt), { signal });
  if (!response.ok) throw new Error(`the output cannot be had: the server answered with ${response.status}`);
  return response.text();
}

function jobPath(id: string): string {
  return `/jobs/${encodeURIComponent(id)}`;
}
