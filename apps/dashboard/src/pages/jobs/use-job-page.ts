import { type ReadonlySignal, useSignalEffect } from "@preact/signals";
import { cursorOf } from "@queuectl/core";
import { useRef } from "preact/hooks";
import type { Job } from "../../api/contract.ts";
import { type JobQuery, listJobs } from "../../api/jobs.ts";
import { useResource } from "../../live/resource.ts";
import type { JobsFilter } from "./filter.ts";

const PAGE_SIZE = 50;

type ListJobs = typeof listJobs;

/** A page of jobs as it is shown. */
export interface JobListing {
  readonly jobs: readonly Job[];
  /** Whether more follow. */
  readonly more: boolean;
  /** Whether jobs came before the first that is shown, while the page was held. */
  readonly newer: boolean;
  /** Which ones no longer belong here; they stay in sight while the page is held. */
  readonly left: ReadonlySet<string>;
}

/**
 * The page of jobs that the filter names, kept fresh. While it is held, the rows stay where they are: only what they say
 * changes, so that nobody clicks on a job that has just moved under the pointer.
 */
export function useJobPage(filter: JobsFilter, held: ReadonlySignal<boolean>, list: ListJobs = listJobs) {
  const key = JSON.stringify(filter);
  const shown = useRef<{ key: string; listing: JobListing } | null>(null);
  const anew = useRef(false);

  const resource = useResource(key, async (signal) => {
    const before = shown.current?.key === key ? shown.current.listing : null;
    const stays = before !== null && before.jobs.length > 0 && held.peek() && !anew.current;
    anew.current = false;
    const listing = stays ? await refreshed(list, before, filter, signal) : await loaded(list, filter, signal);
    shown.current = { key, listing };
    return listing;
  });

  const wasHeld = useRef(false);
  useSignalEffect(() => {
    if (wasHeld.current && !held.value) resource.reload();
    wasHeld.current = held.value;
  });

  return {
    listing: resource.data,
    error: resource.error,
    /** Shows the page as it is now, held or not. */
    renew() {
      anew.current = true;
      resource.reload();
    },
  };
}

async function loaded(list: ListJobs, filter: JobsFilter, signal: AbortSignal): Promise<JobListing> {
  const query = queryOf(filter);
  if (filter.before !== null) {
    const { jobs, next } = await list({ ...query, after: filter.before, reverse: !query.reverse }, signal);
    if (next !== null || jobs.length === PAGE_SIZE) return plain(jobs.toReversed(), true);
    // There is not a whole page before it: that is the first page.
  }
  const { jobs, next } = await list(filter.after === null ? query : { ...query, after: filter.after }, signal);
  return plain(jobs, next !== null);
}

/** Asks for the same rows again, by walking back from the last of them. */
async function refreshed(
  list: ListJobs,
  before: JobListing,
  filter: JobsFilter,
  signal: AbortSignal,
): Promise<JobListing> {
  const first = before.jobs[0] as Job;
  const last = before.jobs.at(-1) as Job;
  const query = queryOf(filter);
  // Ids that begin alike come as one page; there is nothing to walk.
  const walk =
    filter.idPrefix === null ? { after: cursorOf(last), reverse: !query.reverse, limit: before.jobs.length } : {};
  const { jobs } = await list({ ...query, ...walk }, signal);
  const fresh = new Map(jobs.map((job) => [job.id, job]));
  const isNewer = (job: Job) => (filter.oldestFirst ? job.seq < first.seq : job.seq > first.seq);
  return {
    ...before,
    jobs: before.jobs.map((job) => fresh.get(job.id) ?? job),
    newer: jobs.some(isNewer),
    left: new Set(before.jobs.slice(0, -1).flatMap(({ id }) => (fresh.has(id) ? [] : [id]))),
  };
}

function queryOf({ states, queue, idPrefix, oldestFirst }: JobsFilter): JobQuery {
  if (idPrefix !== null) return { id_prefix: idPrefix, limit: PAGE_SIZE };
  return { state: [...states], ...(queue !== null && { queue }), reverse: !oldestFirst, limit: PAGE_SIZE };
}

function plain(jobs: readonly Job[], more: boolean): JobListing {
  return { jobs, more, newer: false, left: new Set() };
}
