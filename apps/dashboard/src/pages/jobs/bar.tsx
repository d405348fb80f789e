import { cancelJob, deleteJob, retryJob } from "../../api/jobs.ts";
import { ActionButton } from "../../components/action-button.tsx";
import type { Selection } from "../../components/selection.tsx";
import { counted } from "../../format/numbers.ts";
import { mayChange } from "../../live/session.ts";
import { actOnAll, actOnEach, PAST, sureToDelete, type Verb } from "./actions.ts";
import type { JobsFilter } from "./filter.ts";
import type { JobListing } from "./use-job-page.ts";

const VERBS: readonly { verb: Verb; word: string; one: (id: string) => Promise<unknown> }[] = [
  { verb: "retry", word: "Retry", one: retryJob },
  { verb: "cancel", word: "Cancel", one: cancelJob },
  { verb: "delete", word: "Delete", one: deleteJob },
];

/** What can be done to the jobs that are selected or, with none selected, to all that match. */
export function JobsBar({ filter, listing, selected, onRenew }: JobsBarProps) {
  const chosen = selected.value;
  const done = () => {
    selected.value = new Set();
    onRenew();
  };
  return (
    <div class="bar">
      <p class="bar-text">
        {chosen.size > 0 ? `${counted(chosen.size, "job")} selected` : ""}
        {listing.newer && (
          <button type="button" class="quiet" onClick={done}>
            There are newer jobs: show them
          </button>
        )}
      </p>
      {mayChange() && chosen.size > 0 && (
        <div class="actions">
          {VERBS.map(({ verb, word, one }) => (
            <ActionButton
              key={verb}
              kind={verb === "delete" ? "danger" : undefined}
              onPress={async () => {
                if (verb === "delete" && !(await sureToDelete(counted(chosen.size, "job")))) return;
                await actOnEach([...chosen], one, PAST[verb]);
                done();
              }}
            >
              {word}
            </ActionButton>
          ))}
          <button
            type="button"
            class="quiet"
            onClick={() => {
              selected.value = new Set();
            }}
          >
            Clear the selection
          </button>
        </div>
      )}
      {mayChange() && chosen.size === 0 && filter.idPrefix === null && (
        <fieldset class="actions" aria-label="All jobs that match">
          <span class="muted">All that match:</span>
          {VERBS.map(({ verb, word }) => (
            <ActionButton
              key={verb}
              kind={verb === "delete" ? "quiet danger" : "quiet"}
              label={`${word} all jobs that match`}
              onPress={async () => {
                if (await actOnAll(verb, filter)) done();
              }}
            >
              {word}…
            </ActionButton>
          ))}
        </fieldset>
      )}
    </div>
  );
}

interface JobsBarProps {
  readonly filter: JobsFilter;
  readonly listing: JobListing;
  readonly selected: Selection;
  /** Shows the page anew. */
  readonly onRenew: () => void;
}
