import { useSignal } from "@preact/signals";
import { Empty, Shell } from "../components/empty.tsx";
import { Page } from "../components/page.tsx";
import { Trouble } from "../components/trouble.tsx";
import { useHold } from "../live/hold.ts";
import { address } from "../router.ts";
import { JobsBar } from "./jobs/bar.tsx";
import { filterOf, isFiltered, type JobsFilter } from "./jobs/filter.ts";
import { JobFilters } from "./jobs/filters.tsx";
import { Pager } from "./jobs/pager.tsx";
import { JobsTable } from "./jobs/table.tsx";
import { useJobPage } from "./jobs/use-job-page.ts";

/** Every job, a page at a time. What is shown, and where in it, stands in the address. */
export function JobsPage() {
  const filter = filterOf(address.value.searchParams);
  const selected = useSignal<ReadonlySet<string>>(new Set());
  const { held, watch } = useHold(selected);
  const { listing, error, renew } = useJobPage(filter, held);

  return (
    <Page title="Jobs">
      <JobFilters filter={filter} />
      {error && <Trouble error={error} onRetry={renew} />}
      {listing?.jobs.length === 0 && <NoJobs filter={filter} />}
      {listing !== null && listing.jobs.length > 0 && (
        <section class="panel flush" aria-label="Jobs" {...watch}>
          <JobsBar filter={filter} listing={listing} selected={selected} onRenew={renew} />
          <JobsTable listing={listing} selected={selected} />
          <Pager filter={filter} listing={listing} />
        </section>
      )}
    </Page>
  );
}

function NoJobs({ filter }: { filter: JobsFilter }) {
  if (isFiltered(filter)) {
    return (
      <Empty title="No job matches">
        <p>
          <a href="/jobs">Show all jobs</a>
        </p>
      </Empty>
    );
  }
  return (
    <Empty title="There are no jobs yet">
      <p>Enqueue the first one from a terminal, or with the button “Enqueue a job”:</p>
      <Shell>queuectl enqueue -- echo hello</Shell>
    </Empty>
  );
}
