import { CANCELLABLE_STATES, type JobState, RETRYABLE_STATES } from "@queuectl/core";
import type { JobDetails } from "../../api/contract.ts";
import { cancelJob, deleteJob, retryJob } from "../../api/jobs.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { confirmed } from "../../components/confirm.tsx";
import { say } from "../../live/notices.ts";
import { mayChange } from "../../live/session.ts";
import { navigate } from "../../router.ts";

/** What can be done to a job in its state. */
export function JobActions({ job, onDone }: { job: JobDetails; onDone: () => void }) {
  const { id, state } = job;
  return (
    <>
      {isOneOf(RETRYABLE_STATES, state) && (
        <ActionButton
          kind={state === "completed" ? undefined : "primary"}
          onPress={async () => {
            await retryJob(id);
            say(`${id} is pending again`);
            onDone();
          }}
        >
          Retry
        </ActionButton>
      )}
      {isOneOf(CANCELLABLE_STATES, state) && (
        <ActionButton
          disabled={job.cancel_requested_at !== null}
          onPress={async () => {
            const after = await cancelJob(id);
            say(after.state === "cancelled" ? `${id} is cancelled` : `${id} is being ended`);
            onDone();
          }}
        >
          {job.cancel_requested_at === null ? "Cancel" : "Cancelling…"}
        </ActionButton>
      )}
      {mayChange() && (
        <a class="button" href={`/enqueue?like=${encodeURIComponent(id)}`}>
          Enqueue a copy
        </a>
      )}
      {state !== "processing" && (
        <ActionButton
          kind="danger"
          onPress={async () => {
            const sure = await confirmed({
              title: `Delete ${id}?`,
              text: "With its attempts and output. This cannot be undone.",
              verb: "Delete it",
              danger: true,
            });
            if (!sure) return;
            await deleteJob(id);
            say(`${id} is deleted`);
            navigate("/jobs", { replace: true });
          }}
        >
          Delete
        </ActionButton>
      )}
    </>
  );
}

function isOneOf(states: readonly JobState[], state: JobState): boolean {
  return states.includes(state);
}
