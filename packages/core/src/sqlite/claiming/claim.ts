import type { Attempt } from "../../domain/job/job.ts";
import type { Claim } from "../../store/executing.ts";
import type { CounterDeltas } from "../counting/counters.ts";
import { drawNonce } from "../database/nonce.ts";
import type { Tx } from "../database/transaction.ts";
import { type JobRow, jobFrom, type RunnerRow } from "../jobs/rows.ts";
import jobBySeq from "../jobs/sql/job.sql" with { type: "text" };
import { waitingQueues } from "../runners/waiting.ts";
import { nextJobs } from "./next-jobs.ts";
import addAttempt from "./sql/add-attempt.sql" with { type: "text" };
import claim from "./sql/claim.sql" with { type: "text" };

/** Claims the runner's next jobs. What this transaction filled a line with must be counted: see `CounterDeltas.filled`. */
export function claimNext(tx: Tx, runner: RunnerRow, capacity: number, counters: CounterDeltas, now: number): Claim[] {
  if (capacity === 0) return [];
  // As many jobs come from as many queues at most, but for those that stand too far ahead.
  const waiting = waitingQueues(tx, runner, capacity + counters.moved);
  const claims: Claim[] = [];
  for (const seq of nextJobs(tx, waiting, capacity)) {
    // The identity of the store comes first: see `copy.ts`.
    if (tx.run(claim, { seq, runner: runner.id, nonce: runner.store + drawNonce(), now }) === 0) continue;
    // Asked for by itself: for an UPDATE that returns rows, SQLite first copies every page that it changes.
    const row = tx.get<JobRow>(jobBySeq, { seq }) as JobRow;
    counters.move(row.queue, "pending", "processing");
    claims.push(begin(tx, row, runner.id, now));
  }
  return claims;
}

function begin(tx: Tx, row: JobRow, runner: string, now: number): Claim {
  const number = row.last_attempt;
  tx.run(addAttempt, { job: row.seq, number, runner, now });
  return {
    lease: { seq: row.seq, attempt: number, nonce: row.nonce as string },
    job: jobFrom(row, fresh(number, runner, now)),
  };
}

function fresh(number: number, runner: string, claimedAt: number): Attempt {
  return {
    number,
    runner,
    worker: null,
    pid: null,
    claimedAt,
    startedAt: null,
    finishedAt: null,
    outcome: null,
    exitCode: null,
    signal: null,
    error: null,
    stdoutBytes: 0,
    stderrBytes: 0,
  };
}
