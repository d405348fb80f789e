import { cursorOf } from "@queuectl/core";
import { withParams } from "../../router.ts";
import type { JobsFilter } from "./filter.ts";
import type { JobListing } from "./use-job-page.ts";

/** The ways to the pages before and behind this one. */
export function Pager({ filter, listing }: { filter: JobsFilter; listing: JobListing }) {
  const first = listing.jobs[0];
  const last = listing.jobs.at(-1);
  const byId = filter.idPrefix !== null;
  const atTop = filter.after === null && filter.before === null;
  if (atTop && !listing.more) return null;
  return (
    <nav class="pager" aria-label="Pages of jobs">
      {!atTop && <a href={withParams({ after: null, before: null })}>First page</a>}
      {!atTop && !byId && first && <a href={withParams({ after: null, before: cursorOf(first) })}>Previous</a>}
      {listing.more && last && <a href={withParams({ after: byId ? last.id : cursorOf(last), before: null })}>Next</a>}
    </nav>
  );
}
