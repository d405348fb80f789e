import { FINISHED_STATES, type JobState } from "../../domain/state.ts";
import type { Prune } from "../../store/operating.ts";
import { CounterDeltas } from "../counting/counters.ts";
import type { Connection } from "../database/connection.ts";
import type { Tx } from "../database/transaction.ts";
import deleteAttemptOutput from "../settling/sql/delete-attempt-output.sql" with { type: "text" };
import { deleteUpTo, ROWS_PER_TRANSACTION } from "./delete.ts";
import countFinished from "./sql/count-finished.sql" with { type: "text" };
import countFinishedIn from "./sql/count-finished-in.sql" with { type: "text" };
import forgetOutput from "./sql/forget-output.sql" with { type: "text" };
import oldOutput from "./sql/old-output.sql" with { type: "text" };
import someFinished from "./sql/some-finished.sql" with { type: "text" };
import someFinishedIn from "./sql/some-finished-in.sql" with { type: "text" };

/** What is asked for, in one state. */
interface Finished {
  readonly state: JobState;
  readonly queue: string | undefined;
  readonly before: number;
}

export async function pruneJobs(connection: Connection, what: Prune): Promise<number> {
  const { states, queue, finishedBefore: before, dryRun } = what;
  let total = 0;
  for (const state of FINISHED_STATES.filter((each) => states.includes(each))) {
    const finished = { state, queue, before };
    total += dryRun ? await countJobs(connection, finished) : await deleteJobs(connection, finished);
  }
  if (total > 0 && !dryRun) await giveSpaceBack(connection);
  return total;
}

export async function pruneOutput(connection: Connection, finishedBefore: number): Promise<number> {
  let total = 0;
  for (let more = true; more; ) {
    const step = await connection.write("never", (tx) => deleteSomeOutput(tx, finishedBefore));
    total += step.attempts;
    more = step.more;
  }
  if (total > 0) await giveSpaceBack(connection);
  return total;
}

function countJobs(connection: Connection, { state, queue, before }: Finished): Promise<number> {
  return connection.read((tx) => {
    const counted =
      queue === undefined
        ? tx.get<{ jobs: number }>(countFinished, { state, before })
        : tx.get<{ jobs: number }>(countFinishedIn, { state, queue, before });
    return counted?.jobs ?? 0;
  });
}

async function deleteJobs(connection: Connection, finished: Finished): Promise<number> {
  let after = 0;
  for (let total = 0; ; ) {
    const step = await connection.write("soon", (tx, sums) => {
      const budget = { rows: ROWS_PER_TRANSACTION };
      const jobs = someJobs(tx, finished, after);
      let deleted = 0;
      for (const { seq } of jobs) {
        if (deleteUpTo(tx, seq, sums.of(CounterDeltas), budget)) deleted++;
        if (budget.rows <= 0) break;
      }
      const more = deleted < jobs.length || jobs.length === ROWS_PER_TRANSACTION;
      return { deleted, more, after: jobs[deleted - 1]?.seq ?? after };
    });
    total += step.deleted;
    after = step.after;
    if (!step.more) return total;
  }
}

/** Those of one queue are found in the order of their numbers, behind `after`: so the young among them are passed but once. */
function someJobs(tx: Tx, { state, queue, before }: Finished, after: number): { seq: number }[] {
  const limit = ROWS_PER_TRANSACTION;
  return queue === undefined
    ? tx.all(someFinished, { state, before, limit })
    : tx.all(someFinishedIn, { state, queue, before, after, limit });
}

function deleteSomeOutput(tx: Tx, before: number): { attempts: number; more: boolean } {
  let budget = ROWS_PER_TRANSACTION;
  const old = tx.all<{ seq: number; attempt: number }>(oldOutput, { before, limit: ROWS_PER_TRANSACTION });
  let attempts = 0;
  for (const { seq, attempt } of old) {
    budget -= tx.run(deleteAttemptOutput, { seq, attempt, limit: budget });
    if (budget <= 0) return { attempts, more: true };
    tx.run(forgetOutput, { seq, attempt });
    budget--;
    attempts++;
    if (budget <= 0) return { attempts, more: true };
  }
  return { attempts, more: false };
}

/** Shrinks the file by what was deleted, some pages at a time. */
async function giveSpaceBack(connection: Connection): Promise<void> {
  for (let more = true; more; ) {
    more = await connection.write("never", (tx) => {
      connection.db.run(`PRAGMA incremental_vacuum(${ROWS_PER_TRANSACTION})`);
      return (tx.get<{ freelist_count: number }>("PRAGMA freelist_count")?.freelist_count ?? 0) > 0;
    });
  }
}
