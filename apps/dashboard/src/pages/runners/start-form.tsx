import { useSignal } from "@preact/signals";
import { isName, NAME_RULE } from "@queuectl/core";
import { startRunner } from "../../api/operate.ts";
import { Field } from "../../components/field.tsx";
import { counted } from "../../format/numbers.ts";
import { useAction } from "../../live/action.ts";
import { say } from "../../live/notices.ts";
import { mayChange, session } from "../../live/session.ts";

/** Starts a runner with so many workers, in the background of the machine that serves this page. */
export function StartForm({ onDone }: { onDone: () => void }) {
  const workers = useSignal("2");
  const queues = useSignal("");
  const problem = useSignal<{ workers?: string; queues?: string }>({});
  const action = useAction();
  if (!mayChange() || session.value?.can_start_runners !== true) return null;

  const start = async () => {
    const n = Number(workers.value);
    const names = queues.value.split(/[\s,]+/).filter(Boolean);
    const wrong = names.find((name) => !isName(name));
    problem.value = {
      ...(!(Number.isInteger(n) && n >= 1) && { workers: "use a whole number from 1" }),
      ...(wrong !== undefined && { queues: `${wrong}: ${NAME_RULE}` }),
    };
    if (Object.keys(problem.value).length > 0) return;
    const { runner } = await startRunner(n, names.length === 0 ? null : names);
    say(`${runner} is started with ${counted(n, "worker")}`);
    onDone();
  };

  return (
    <form
      class="start-form"
      onSubmit={(event) => {
        event.preventDefault();
        void action.run(start);
      }}
    >
      <Field label="Workers" value={workers} problem={problem.value.workers} />
      <Field label="Queues" placeholder="all" value={queues} problem={problem.value.queues} />
      <button type="submit" class="primary" aria-busy={action.busy.value} disabled={action.busy.value}>
        {action.busy.value ? "Starting…" : "Start a runner"}
      </button>
    </form>
  );
}
