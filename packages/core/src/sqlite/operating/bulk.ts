import { ACTION_STATES, type JobAction, type JobState } from "../../domain/state.ts";
import type { Bulk } from "../../store/operating.ts";
import { CounterDeltas } from "../counting/counters.ts";
import type { Connection } from "../database/connection.ts";
import lastSeq from "../database/sql/last-seq.sql" with { type: "text" };
import type { Tx } from "../database/transaction.ts";
import { rowAt } from "../jobs/find.ts";
import { searchJobs } from "../jobs/list.ts";
import type { JobRow } from "../jobs/rows.ts";
import { currentCounters, queueStatus } from "../reading/queues.ts";
import { cancelRow } from "./cancel.ts";
import { deleteUpTo, ROWS_PER_TRANSACTION } from "./delete.ts";
import { retryRow } from "./retry.ts";

interface BulkStep {
  readonly tx: Tx;
  readonly counters: CounterDeltas;
  readonly budget: { rows: number };
  readonly now: number;
}

/** Each does its one thing to one job, and says whether it is done with it. */
const ACTIONS: Readonly<Record<JobAction, (batch: BulkStep, job: JobRow) => boolean>> = {
  cancel({ tx, counters, now }, job) {
    cancelRow(tx, job, counters, now);
    return true;
  },
  retry({ tx, counters, now }, job) {
    retryRow(tx, job, counters, now);
    return true;
  },
  delete: ({ tx, counters, budget }, job) => deleteUpTo(tx, job.seq, counters, budget),
};

/**
 * Goes through the jobs once, by their numbers, whatever state they are in: so none is met twice, though what is done to it
 * brings it into another state that is asked for.
 */
export async function bulkChange(connection: Connection, what: Bulk, now: number): Promise<number> {
  const { action, queue } = what;
  const states = ACTION_STATES[action].filter((state) => what.states?.includes(state) ?? true);
  if (what.dryRun) return countJobs(connection, { ...what, states });
  const last = await connection.read((tx) => tx.get<{ seq: number }>(lastSeq)?.seq ?? 0);
  let after = 0;
  for (let total = 0; ; ) {
    const step = await connection.write("now", (tx, sums) => {
      const batch = { tx, now, counters: sums.of(CounterDeltas), budget: { rows: ROWS_PER_TRANSACTION } };
      const found = searchJobs(tx, { states, queue, limit: ROWS_PER_TRANSACTION }, after);
      let done = 0;
      for (const { seq } of found) {
        if (seq > last || batch.budget.rows <= 0 || !ACTIONS[action](batch, rowAt(tx, seq))) break;
        done++;
      }
      const more = batch.budget.rows <= 0 || done === ROWS_PER_TRANSACTION;
      return { done, more, after: found[done - 1]?.seq ?? after };
    });
    total += step.done;
    after = step.after;
    if (!step.more) return total;
  }
}

function countJobs(connection: Connection, { states = [], queue }: Bulk): Promise<number> {
  const counted = (jobs?: Readonly<Record<JobState, number>>) =>
    states.reduce((sum, state) => sum + (jobs?.[state] ?? 0), 0);
  return connection.read((tx) =>
    counted(queue === undefined ? currentCounters(tx).jobs : queueStatus(tx, queue)?.jobs),
  );
}
