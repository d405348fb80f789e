import { FINISHED_STATES, type JobState } from "../domain/state.ts";
import type { Prune } from "../store/operating.ts";
import type { Connection } from "./connection.ts";
import { CounterDeltas } from "./counters.ts";
import { deleteUpTo, ROWS_PER_TRANSACTION } from "./delete.ts";
import countFinished from "./sql/count-finished.sql" with { type: "text" };
import deleteAttemptOutput from "./sql/delete-attempt-output.sql" with { type: "text" };
import forgetOutput from "./sql/forget-output.sql" with { type: "text" };
import oldOutput from "./sql/old-output.sql" with { type: "text" };
import someFinished from "./sql/some-finished.sql" with { type: "text" };

export async function pruneJobs(connection: Connection, { states, finishedBefore, dryRun }: Prune): Promise<number> {
  const finished = FINISHED_STATES.filter((state) => states.includes(state));
  let total = 0;
  for (const state of finished) {
    total += dryRun
      ? await countJobs(connection, state, finishedBefore)
      : await deleteJobs(connection, state, finishedBefore);
  }
  if (total > 0 && !dryRun) await giveSpaceBack(connection);
  return total;
}

export async function pruneOutput(connection: Connection, finishedBefore: number): Promise<number> {
  let total = 0;
  for (let more = true; more; ) {
    const step = await connection.write("never", () => deleteSomeOutput(connection, finishedBefore));
    total += step.attempts;
    more = step.more;
  }
  if (total > 0) await giveSpaceBack(connection);
  return total;
}

function countJobs(connection: Connection, state: JobState, before: number): Promise<number> {
  return connection.read(() => connection.get<{ jobs: number }>(countFinished, { state, before })?.jobs ?? 0);
}

async function deleteJobs(connection: Connection, state: JobState, before: number): Promise<number> {
  for (let total = 0; ; ) {
    const step = await connection.write("soon", (sums) => {
      const budget = { rows: ROWS_PER_TRANSACTION };
      const jobs = connection.all<{ seq: number }>(someFinished, { state, before, limit: ROWS_PER_TRANSACTION });
      let deleted = 0;
      for (const { seq } of jobs) {
        if (deleteUpTo(connection, seq, sums.of(CounterDeltas), budget)) deleted++;
        if (budget.rows <= 0) break;
      }
      return { deleted, more: deleted < jobs.length || jobs.length === ROWS_PER_TRANSACTION };
    });
    total += step.deleted;
    if (!step.more) return total;
  }
}

function deleteSomeOutput(connection: Connection, before: number): { attempts: number; more: boolean } {
  let budget = ROWS_PER_TRANSACTION;
  const old = connection.all<{ seq: number; attempt: number }>(oldOutput, { before, limit: ROWS_PER_TRANSACTION });
  let attempts = 0;
  for (const { seq, attempt } of old) {
    budget -= connection.run(deleteAttemptOutput, { seq, attempt, limit: budget });
    if (budget <= 0) return { attempts, more: true };
    connection.run(forgetOutput, { seq, attempt });
    budget--;
    attempts++;
    if (budget <= 0) return { attempts, more: true };
  }
  return { attempts, more: false };
}

/** Shrinks the file by what was deleted, some pages at a time. */
async function giveSpaceBack(connection: Connection): Promise<void> {
  for (let more = true; more; ) {
    more = await connection.write("never", () => {
      connection.db.run(`PRAGMA incremental_vacuum(${ROWS_PER_TRANSACTION})`);
      return (connection.get<{ freelist_count: number }>("PRAGMA freelist_count")?.freelist_count ?? 0) > 0;
    });
  }
}
