import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { enqueueJob, getJob } from "../api/jobs.ts";
import { Refused } from "../api/request.ts";
import { Field } from "../components/field.tsx";
import { Page } from "../components/page.tsx";
import { useAction } from "../live/action.ts";
import { say } from "../live/notices.ts";
import { mayChange } from "../live/session.ts";
import { address, navigate } from "../router.ts";
import { CommandField } from "./enqueue/command-field.tsx";
import {
  checked,
  EMPTY_DRAFT,
  FIELDS,
  type FieldName,
  fill,
  inputOf,
  type Problems,
  problemIn,
  useDraft,
} from "./enqueue/draft.ts";

/** The form for a new job. It is checked by the rules of the command line, while it is written. */
export function EnqueuePage() {
  const draft = useDraft();
  const problems = useSignal<Problems>({});
  // Nobody is told off before they have finished; after that, at once.
  const attempted = useSignal(false);
  const action = useAction();
  const like = address.value.searchParams.get("like");

  useEffect(() => {
    fill(draft, EMPTY_DRAFT);
    if (like === null) return;
    getJob(like)
      .then((job) => fill(draft, job))
      .catch(() => {});
  }, [like]);

  const submit = async () => {
    attempted.value = true;
    problems.value = checked(draft);
    if (Object.keys(problems.value).length > 0) return showFirst();
    try {
      const job = await enqueueJob(inputOf(draft));
      say(`${job.id} is enqueued`);
      navigate(`/jobs/${encodeURIComponent(job.id)}`);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      problems.value = problemIn(error.message, error.fix);
      showFirst();
    }
  };
  const field = (name: FieldName) => ({
    ...FIELDS[name],
    name,
    value: draft[name],
    problem: problems.value[name],
    onInput: () => {
      if (attempted.value) problems.value = checked(draft);
    },
  });

  if (!mayChange()) {
    return (
      <Page title="Enqueue a job">
        <p class="lead">This server is read-only: it enqueues nothing.</p>
      </Page>
    );
  }
  return (
    <Page title="Enqueue a job">
      <form
        class="panel enqueue-form"
        onSubmit={(event) => {
          event.preventDefault();
          void action.run(submit);
        }}
      >
        <CommandField draft={draft} {...field("command")} />
        <div class="grid">
          <Field {...field("id")} />
          <Field {...field("queue")} />
          <Field {...field("priority")} />
          <Field {...field("max_retries")} />
          <Field {...field("timeout")} />
          <Field {...field("run_at")} />
        </div>
        <details open={like !== null}>
          <summary>Directory, environment, backoff</summary>
          <div class="grid">
            <Field {...field("cwd")} mono />
            <Field {...field("backoff_base")} />
          </div>
          <Field {...field("env")} lines={3} mono />
        </details>
        <p class="problem form-problem" role="alert">
          {problems.value.form}
        </p>
        <div class="actions">
          <button type="submit" class="primary" disabled={action.busy.value} aria-busy={action.busy.value}>
            Enqueue
          </button>
        </div>
      </form>
    </Page>
  );
}

/** Takes the reader to what has to be put right. */
function showFirst(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
}
