import { useSignal } from "@preact/signals";
import { retryDead } from "../../api/dlq.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { confirmed } from "../../components/confirm.tsx";
import { count, counted } from "../../format/numbers.ts";
import { latest } from "../../live/connection.ts";
import { say } from "../../live/notices.ts";
import { mayChange } from "../../live/session.ts";
import { PurgeDialog } from "./purge-dialog.tsx";

/** What can be done to all dead jobs at once. */
export function DlqActions({ queue, onDone }: { queue: string | null; onDone: () => void }) {
  const purging = useSignal(false);
  const dead =
    queue === null
      ? latest.jobs.value?.jobs.dead
      : latest.queues.value?.queues?.find(({ name }) => name === queue)?.jobs.dead;
  const all = dead === undefined ? "all" : `all ${count(dead)}`;
  const of = queue === null ? "" : ` of ${queue}`;

  return (
    <>
      <ActionButton
        kind="primary"
        onPress={async () => {
          const sure = await confirmed({
            title: `Retry ${all} dead jobs${of}?`,
            text: "Each becomes pending again, with its whole budget of retries.",
            verb: `Retry ${all}`,
          });
          if (!sure) return;
          const { retried } = await retryDead(queue === null ? { all: true } : { queue });
          say(`${counted(retried, "job")} retried`);
          onDone();
        }}
      >
        Retry all{of}…
      </ActionButton>
      {mayChange() && queue === null && (
        <button
          type="button"
          class="danger"
          onClick={() => {
            purging.value = true;
          }}
        >
          Purge…
        </button>
      )}
      {purging.value && (
        <PurgeDialog
          onClose={(purged) => {
            purging.value = false;
            if (purged) onDone();
          }}
        />
      )}
    </>
  );
}
