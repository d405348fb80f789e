import { InvalidInput, type JobState } from "@queuectl/core";
import type { Args, Context } from "./command.ts";
import { canAsk, confirm } from "./confirm.ts";
import { EXIT } from "./exit-codes.ts";

export interface FinishedJobs {
  readonly states: readonly JobState[];
  readonly queue?: string | undefined;
  readonly olderThanMs: number;
}

/**
 * `count`: says how many there are, and deletes none. `ask`: says so and deletes them once somebody at the terminal agrees; with
 * nobody there to be asked, it is refused.
 */
export type Consent = "count" | "ask" | "given";

/** Deletes finished jobs, and prints how many. Resolves to the exit code. */
export async function deleteFinished(
  { states, queue, olderThanMs }: FinishedJobs,
  consent: Consent,
  { store, out, io, now }: Pick<Context<Args, "write">, "store" | "out" | "io" | "now">,
): Promise<number> {
  // One later than now, so that what finished this very millisecond counts as old enough. What dies while somebody thinks is not meant.
  const which = { states, queue, finishedBefore: now() - olderThanMs + 1 };
  const jobs = (count: number) =>
    `${count} ${states.join(" or ")} ${count === 1 ? "job" : "jobs"}${queue === undefined ? "" : ` of queue ${queue}`}`;
  if (consent !== "given") {
    const count = await store.prune({ ...which, dryRun: true }, now());
    if (consent === "count") {
      if (out.json) await out.document({ deleted: 0, would_delete: count });
      else await out.line(`would delete ${jobs(count)}`);
      return EXIT.done;
    }
    if (!(await canAsk(io, out))) {
      throw new InvalidInput(
        `this would delete ${jobs(count)} for good`,
        "if that is meant: --yes; only to count: --dry-run",
      );
    }
    if (count > 0 && !(await confirm(`delete ${jobs(count)} for good?`, io, out))) {
      await out.info("nothing was deleted");
      return EXIT.failed;
    }
  }
  const deleted = await store.prune(which, now());
  if (out.json) await out.document({ deleted });
  else await out.line(`${out.paint("green", "✓")} deleted ${jobs(deleted)}`);
  return EXIT.done;
}
