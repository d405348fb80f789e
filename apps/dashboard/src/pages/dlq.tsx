import { useSignal } from "@preact/signals";
import { listDead } from "../api/dlq.ts";
import { Empty } from "../components/empty.tsx";
import { Page } from "../components/page.tsx";
import { Trouble } from "../components/trouble.tsx";
import { useHold } from "../live/hold.ts";
import { address } from "../router.ts";
import { DlqActions } from "./dlq/actions.tsx";
import { DlqBar } from "./dlq/bar.tsx";
import { DlqTable } from "./dlq/table.tsx";
import { filterOf } from "./jobs/filter.ts";
import { Pager } from "./jobs/pager.tsx";
import { useJobPage } from "./jobs/use-job-page.ts";

/** The dead letter queue: jobs whose retries are used up, and the way back for one, some or all of them. */
export function DlqPage() {
  const filter = filterOf(address.value.searchParams);
  const selected = useSignal<ReadonlySet<string>>(new Set());
  const { held, watch } = useHold(selected);
  const { listing, error, renew } = useJobPage(filter, held, listDead);
  const isEmpty = listing?.jobs.length === 0;

  return (
    <Page title="Dead letter queue" actions={!isEmpty && <DlqActions queue={filter.queue} onDone={renew} />}>
      {error && <Trouble error={error} onRetry={renew} />}
      {isEmpty && <NoneDead queue={filter.queue} />}
      {listing !== null && !isEmpty && (
        <section class="panel flush" aria-label="Dead jobs" {...watch}>
          <DlqBar filter={filter} listing={listing} selected={selected} onRenew={renew} />
          <DlqTable listing={listing} selected={selected} />
          <Pager filter={filter} listing={listing} />
        </section>
      )}
    </Page>
  );
}

function NoneDead({ queue }: { queue: string | null }) {
  return (
    <Empty title={queue === null ? "No job is dead" : `No job of the queue ${queue} is dead`}>
      {queue === null ? (
        <p>A job comes here when all its retries have failed. Here it can be retried once the cause is mended.</p>
      ) : (
        <p>
          <a href="/dlq">Show those of all queues</a>
        </p>
      )}
    </Empty>
  );
}
