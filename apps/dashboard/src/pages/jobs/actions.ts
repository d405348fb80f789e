import { type BulkAction, bulk } from "../../api/jobs.ts";
import { Refused } from "../../api/request.ts";
import { confirmed } from "../../components/confirm.tsx";
import { counted } from "../../format/numbers.ts";
import { complain, say } from "../../live/notices.ts";
import type { JobsFilter } from "./filter.ts";

export type Verb = BulkAction;

export const PAST: Record<Verb, string> = { cancel: "cancelled", retry: "retried", delete: "deleted" };

/** Asks before jobs are deleted for good; `what` says how many: `3 jobs`. */
export function sureToDelete(what: string): Promise<boolean> {
  const text = "With their attempts and output. This cannot be undone.";
  return confirmed({ title: `Delete ${what}?`, text, verb: `Delete ${what}`, danger: true });
}

/** Acts on some jobs, one after the other, and says what came of it. Those that refuse do not keep the others from it. */
export async function actOnEach(
  ids: readonly string[],
  act: (id: string) => Promise<unknown>,
  past: string,
): Promise<void> {
  const refusals: string[] = [];
  for (const id of ids) {
    try {
      await act(id);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refusals.push(error.message);
    }
  }
  const done = ids.length - refusals.length;
  if (done > 0) say(`${counted(done, "job")} ${past}`);
  const [first] = refusals;
  if (first === undefined) return;
  complain(refusals.length === 1 ? first : `${counted(refusals.length, "job")} refused. The first: ${first}`);
}

/** Acts on all jobs that match, after it has said how many they are and was told to go on. Resolves to whether it did. */
export async function actOnAll(verb: Verb, filter: JobsFilter): Promise<boolean> {
  const which = {
    ...(filter.states.length > 0 && { states: [...filter.states] }),
    ...(filter.queue !== null && { queue: filter.queue }),
  };
  const { jobs } = await bulk(verb, which, true);
  if (jobs === 0) {
    complain(`None of these jobs can be ${PAST[verb]}`);
    return false;
  }
  const what = counted(jobs, "job");
  const sure = await confirmed({
    title: `${capital(verb)} ${what}?`,
    text: `${describe(filter)} that can be ${PAST[verb]}: there are ${what}.${verb === "delete" ? " This cannot be undone." : ""}`,
    verb: `${capital(verb)} ${what}`,
    danger: verb === "delete",
  });
  if (!sure) return false;
  const done = await bulk(verb, which, false);
  say(`${counted(done.jobs, "job")} ${PAST[verb]}`);
  return true;
}

function describe({ states, queue }: JobsFilter): string {
  const which = states.length === 0 ? "All jobs" : `All ${states.join(" and ")} jobs`;
  return queue === null ? which : `${which} in the queue ${queue}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
