import { useSignal } from "@preact/signals";
import { parseDuration } from "@queuectl/core";
import { purgeDead } from "../../api/dlq.ts";
import { Dialog } from "../../components/dialog.tsx";
import { Field } from "../../components/field.tsx";
import { counted } from "../../format/numbers.ts";
import { say } from "../../live/notices.ts";

/** Asks which dead jobs to delete, says how many they are, and deletes them. Tells whether it did. */
export function PurgeDialog({ onClose }: { onClose: (purged: boolean) => void }) {
  const olderThan = useSignal("7d");
  const found = useSignal<{ olderThan: string; deleted: number } | null>(null);
  const problem = useSignal<string | null>(null);
  const busy = useSignal(false);
  const known = found.value?.olderThan === olderThan.value ? found.value.deleted : null;

  const submit = async () => {
    busy.value = true;
    problem.value = null;
    try {
      parseDuration(olderThan.value, "older than");
      const counting = known === null;
      const { deleted } = await purgeDead(olderThan.value, counting);
      if (counting) {
        found.value = { olderThan: olderThan.value, deleted };
      } else {
        say(`${counted(deleted, "dead job")} purged`);
        onClose(true);
      }
    } catch (error) {
      problem.value = (error as Error).message;
    } finally {
      busy.value = false;
    }
  };

  return (
    <Dialog title="Purge dead jobs" onClose={() => onClose(false)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Field
          label="Dead for longer than"
          hint="seconds, or 30m, 12h, 7d; 0 for all of them"
          value={olderThan}
          problem={problem.value}
        />
        <p class="dialog-text" role="status">
          {known === 0 && "No dead job is that old."}
          {known !== null && known > 0 && `This deletes ${counted(known, "job")}, with attempts and output, for good.`}
        </p>
        <div class="dialog-buttons">
          <button type="button" onClick={() => onClose(false)}>
            Back
          </button>
          <button type="submit" class={known ? "danger solid" : "primary"} disabled={busy.value || known === 0}>
            {known ? `Purge ${counted(known, "job")}` : "Count them"}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
