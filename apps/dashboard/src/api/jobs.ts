import { addressOf, type paths } from "@queuectl/web/client";
import type { BulkRequest, Job, JobDetails, JobInput, JobPage } from "./contract.ts";
import { api, bodyOf, read } from "./request.ts";

export type JobQuery = NonNullable<paths["/jobs"]["get"]["parameters"]["query"]>;

export type BulkAction = BulkRequest["action"];

const OUTPUT = "/jobs/{id}/attempts/{attempt}/output";

export function listJobs(query: JobQuery, signal?: AbortSignal): Promise<JobPage> {
  return read((signal) => api.GET("/jobs", { params: { query }, signal }), signal);
}

export function getJob(id: string, signal?: AbortSignal): Promise<JobDetails> {
  return read((signal) => api.GET("/jobs/{id}", { params: { path: { id } }, signal }), signal);
}

export async function enqueueJob(body: JobInput): Promise<Job> {
  return (await bodyOf(api.POST("/jobs", { body }))) as Job;
}

export function cancelJob(id: string): Promise<Job> {
  return bodyOf(api.POST("/jobs/{id}/cancel", { params: { path: { id } } }));
}

export function retryJob(id: string): Promise<Job> {
  return bodyOf(api.POST("/jobs/{id}/retry", { params: { path: { id } } }));
}

export async function deleteJob(id: string): Promise<void> {
  await bodyOf(api.DELETE("/jobs/{id}", { params: { path: { id } } }));
}

/** Acts on every job that the filter names; with `dryRun` it only counts them. */
export function bulk(action: BulkAction, filter: BulkRequest["filter"], dryRun: boolean) {
  return bodyOf(api.POST("/jobs/bulk", { body: { action, filter, dry_run: dryRun } }));
}

/** Where an attempt's output is had as a whole. */
export function outputUrl(id: string, attempt: number, stream: "stdout" | "stderr"): string {
  return addressOf(location.origin, OUTPUT, { path: { id, attempt }, query: { stream } });
}

/** All that is kept of what an attempt wrote, both streams in the order in which they came. */
export async function outputText(id: string, attempt: number, signal: AbortSignal): Promise<string> {
  const { data, response } = await api.GET(OUTPUT, { params: { path: { id, attempt } }, parseAs: "text", signal });
  if (data === undefined) throw new Error(`the output cannot be had: the server answered with ${response.status}`);
  return data;
}
