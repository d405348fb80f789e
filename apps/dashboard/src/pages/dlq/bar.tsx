import { retryDead } from "../../api/dlq.ts";
import { deleteJob } from "../../api/jobs.ts";
import { ActionButton } from "../../components/action-button.tsx";
import type { Selection } from "../../components/selection.tsx";
import { counted } from "../../format/numbers.ts";
import { latest } from "../../live/connection.ts";
import { complain, say } from "../../live/notices.ts";
import { mayChange } from "../../live/session.ts";
import { actOnEach, sureToDelete } from "../jobs/actions.ts";
import type { JobsFilter } from "../jobs/filter.ts";
import { QueueChoice } from "../jobs/queue-choice.tsx";
import type { JobListing } from "../jobs/use-job-page.ts";

/** The queue to look at, and what can be done to the selected jobs. */
export function DlqBar({ filter, listing, selected, onRenew }: DlqBarProps) {
  const chosen = [...selected.value];
  const queues = (latest.queues.value?.queues ?? []).filter(({ jobs }) => jobs.dead > 0).map(({ name }) => name);
  const done = () => {
    selected.value = new Set();
    onRenew();
  };
  return (
    <div class="bar">
      <QueueChoice queues={queues} chosen={filter.queue} />
      <p class="bar-text">
        {chosen.length > 0 && `${counted(chosen.length, "job")} selected`}
        {listing.newer && (
          <button type="button" class="quiet" onClick={done}>
            There are newer ones: show them
          </button>
        )}
      </p>
      {mayChange() && chosen.length > 0 && (
        <div class="actions">
          <ActionButton
            kind="primary"
            onPress={async () => {
              const { retried, refused } = await retryDead({ ids: chosen });
              if (retried > 0) say(`${counted(retried, "job")} retried`);
              if (refused[0]) complain(refused[0].detail ?? refused[0].title);
              done();
            }}
          >
            Retry {counted(chosen.length, "job")}
          </ActionButton>
          <ActionButton
            kind="danger"
            onPress={async () => {
              if (!(await sureToDelete(counted(chosen.length, "dead job")))) return;
              await actOnEach(chosen, deleteJob, "deleted");
              done();
            }}
          >
            Delete
          </ActionButton>
        </div>
      )}
    </div>
  );
}

interface DlqBarProps {
  readonly filter: JobsFilter;
  readonly listing: JobListing;
  readonly selected: Selection;
  readonly onRenew: () => void;
}
