import { type Job, jobJson } from "@queuectl/core";

/** A page as the API shows it, out of one job more than it may hold: that one tells whether there is a next page. */
export function pageJson(found: readonly Job[], limit: number) {
  const jobs = found.slice(0, limit);
  return { jobs: jobs.map(jobJson), next: found.length > limit ? (jobs.at(-1)?.id ?? null) : null };
}
