import { cursorOf, type Job, jobJson } from "@queuectl/core";

/** A page as the API shows it, out of one job more than it may hold: that one tells whether there is a next page. */
export function pageJson(found: readonly Job[], limit: number, placeOf: (job: Job) => string = cursorOf) {
  const jobs = found.slice(0, limit);
  const last = jobs.at(-1);
  return { jobs: jobs.map(jobJson), next: found.length > limit && last ? placeOf(last) : null };
}
