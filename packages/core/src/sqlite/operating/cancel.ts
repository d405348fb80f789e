import { JobConflict } from "../../domain/errors.ts";
import type { Job } from "../../domain/job/job.ts";
import { CANCELLABLE_STATES } from "../../domain/state.ts";
import { CounterDeltas } from "../counting/counters.ts";
import type { Connection } from "../database/connection.ts";
import type { Tx } from "../database/transaction.ts";
import { rowOf, withLast } from "../jobs/find.ts";
import type { JobRow } from "../jobs/rows.ts";
import cancel from "./sql/cancel.sql" with { type: "text" };
import requestCancel from "./sql/request-cancel.sql" with { type: "text" };

export function cancelJob(connection: Connection, id: string, now: number): Promise<Job> {
  return connection.write("now", (tx, sums) => {
    const before = rowOf(tx, id);
    return withLast(tx, cancelRow(tx, before, sums.of(CounterDeltas), now));
  });
}

/** Cancels one job, or asks for its end; throws `JobConflict` when it is finished. */
export function cancelRow(tx: Tx, before: JobRow, counters: CounterDeltas, now: number): JobRow {
  const { seq, state, queue } = before;
  switch (state) {
    case "cancelled":
      return before;
    case "processing":
      return tx.get<JobRow>(requestCancel, { seq, now }) ?? before;
    case "completed":
    case "dead":
      throw new JobConflict(
        before.id,
        state,
        "cancelled",
        CANCELLABLE_STATES,
        `look at it: queuectl show ${before.id}`,
      );
    default:
      counters.move(queue, state, "cancelled");
      return tx.get<JobRow>(cancel, { seq, now }) ?? before;
  }
}
