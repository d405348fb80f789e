import { JobConflict } from "../domain/errors.ts";
import type { Job } from "../domain/job.ts";
import { CANCELLABLE_STATES } from "../domain/state.ts";
import type { Connection } from "./connection.ts";
import { CounterDeltas } from "./counters.ts";
import { rowOf, withLast } from "./find.ts";
import type { JobRow } from "./rows.ts";
import cancel from "./sql/cancel.sql" with { type: "text" };
import requestCancel from "./sql/request-cancel.sql" with { type: "text" };

export function cancelJob(connection: Connection, id: string, now: number): Promise<Job> {
  return connection.write("now", () => {
    const before = rowOf(connection, id);
    return withLast(connection, cancelled(connection, before, now));
  });
}

function cancelled(connection: Connection, before: JobRow, now: number): JobRow {
  const { seq, state, queue } = before;
  switch (state) {
    case "cancelled":
      return before;
    case "processing":
      return connection.get<JobRow>(requestCancel, { seq, now }) ?? before;
    case "completed":
    case "dead":
      throw new JobConflict(
        before.id,
        state,
        "cancelled",
        CANCELLABLE_STATES,
        `look at it: queuectl show ${before.id}`,
      );
    default: {
      const counters = new CounterDeltas();
      counters.move(queue, state, "cancelled");
      counters.apply(connection);
      return connection.get<JobRow>(cancel, { seq, now }) ?? before;
    }
  }
}
