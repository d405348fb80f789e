import type { Job } from "./job.ts";

/**
 * Where a job stands in the order of enqueueing, as a page of a list tells it. It needs no job to be there: it names the same
 * place when the job is deleted, and when its id is used again. No name has an `@`, so none is taken for an id.
 */
export function cursorOf({ seq }: Pick<Job, "seq">): string {
  return `@${seq}`;
}

/** The number of the job that a cursor was told for; `null` for what is no cursor. */
export function seqOf(cursor: string): number | null {
  const match = /^@(\d{1,15})$/.exec(cursor);
  return match ? Number(match[1]) : null;
}

/** What to tell whoever gave a place in a list that is none. */
export const PLACE_RULE = "use what the page before it told, such as @50, or the id of a job";
