import { isJobState, JOB_STATES, type JobState } from "@queuectl/core";

/** Which jobs are wanted, and from where on: what the address says. */
export interface JobsFilter {
  /** None: all. */
  readonly states: readonly JobState[];
  readonly queue: string | null;
  /** How the id begins. It excludes the other filters. */
  readonly idPrefix: string | null;
  readonly oldestFirst: boolean;
  /** The page begins behind this place, as `cursorOf` tells it; with `idPrefix`, behind this id. */
  readonly after: string | null;
  /** The page ends before this place. */
  readonly before: string | null;
}

/** Reads a filter from an address; what makes no sense is left out. */
export function filterOf(params: URLSearchParams): JobsFilter {
  const idPrefix = params.get("id");
  const states = new Set(params.getAll("state").filter(isJobState));
  return {
    states: idPrefix ? [] : JOB_STATES.filter((state) => states.has(state)),
    queue: idPrefix ? null : params.get("queue"),
    idPrefix,
    oldestFirst: params.get("order") === "oldest",
    after: params.get("after"),
    before: params.get("before"),
  };
}

/** Whether it leaves any job out. */
export function isFiltered({ states, queue, idPrefix }: JobsFilter): boolean {
  return states.length > 0 || queue !== null || idPrefix !== null;
}

/** What to change in the address so that it begins at the first page again. */
export const FIRST_PAGE = { after: null, before: null } as const;
