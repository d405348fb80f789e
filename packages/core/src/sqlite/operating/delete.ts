import { JobConflict } from "../../domain/errors.ts";
import { DELETABLE_STATES, type JobState } from "../../domain/state.ts";
import { CounterDeltas } from "../counting/counters.ts";
import type { Connection } from "../database/connection.ts";
import type { Tx } from "../database/transaction.ts";
import { rowOf } from "../jobs/find.ts";
import deleteAttempts from "./sql/delete-attempts.sql" with { type: "text" };
import deleteJobRow from "./sql/delete-job.sql" with { type: "text" };
import deleteOutput from "./sql/delete-output.sql" with { type: "text" };

/** How many rows one transaction may delete, so that nobody waits long behind it. */
export const ROWS_PER_TRANSACTION = 500;

export async function deleteJob(connection: Connection, id: string): Promise<void> {
  let seq: number | null = null;
  for (let done = false; !done; ) {
    done = await connection.write("now", (tx, sums) => {
      // Between two transactions the job may have been retried, or deleted by somebody else and its id used again.
      const job = rowOf(tx, id);
      if (seq !== null && job.seq !== seq) return true;
      seq = job.seq;
      if (job.state === "processing") {
        throw new JobConflict(id, job.state, "deleted", DELETABLE_STATES, `cancel it first: queuectl cancel ${id}`);
      }
      return deleteUpTo(tx, seq, sums.of(CounterDeltas), { rows: ROWS_PER_TRANSACTION });
    });
  }
}

/**
 * Deletes a job's output, then its attempts, then the job itself, as far as the budget goes, which it reduces.
 * Returns whether the job is gone.
 */
export function deleteUpTo(tx: Tx, seq: number, counters: CounterDeltas, budget: { rows: number }): boolean {
  for (const sql of [deleteOutput, deleteAttempts]) {
    const limit = budget.rows;
    budget.rows -= tx.run(sql, { seq, limit });
    if (budget.rows <= 0) return false;
  }
  const deleted = tx.get<{ queue: string; state: JobState }>(deleteJobRow, { seq });
  if (deleted === null) return false;
  budget.rows--;
  counters.move(deleted.queue, deleted.state, null);
  return true;
}
