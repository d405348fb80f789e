import type { Attempt } from "../domain/job.ts";
import type { Claim } from "../store/executing.ts";
import type { Connection } from "./connection.ts";
import type { CounterDeltas } from "./counters.ts";
import { drawNonce } from "./nonce.ts";
import { type JobRow, jobFrom, type RunnerRow } from "./rows.ts";
import addAttempt from "./sql/add-attempt.sql" with { type: "text" };
import claim from "./sql/claim.sql" with { type: "text" };
import jobBySeq from "./sql/job.sql" with { type: "text" };
import nextPending from "./sql/next-pending.sql" with { type: "text" };
import waitingQueues from "./sql/waiting-queues.sql" with { type: "text" };

/** Claims the runner's next jobs: one search per queue that has any, each ending at the limit, merged here. */
export function claimNext(
  connection: Connection,
  runner: RunnerRow,
  capacity: number,
  counters: CounterDeltas,
  now: number,
): Claim[] {
  if (capacity === 0) return [];
  const found = servedQueues(connection, runner).flatMap((queue) =>
    connection.all<{ seq: number; priority: number }>(nextPending, { queue, limit: capacity }),
  );
  found.sort((a, b) => b.priority - a.priority || a.seq - b.seq);
  const claims: Claim[] = [];
  for (const { seq } of found.slice(0, capacity)) {
    // The identity of the store comes first: see `copy.ts`.
    if (connection.run(claim, { seq, runner: runner.id, nonce: runner.store + drawNonce(), now }) === 0) continue;
    // Asked for by itself: for an UPDATE that returns rows, SQLite first copies every page that it changes.
    const row = connection.get<JobRow>(jobBySeq, { seq }) as JobRow;
    counters.move(row.queue, "pending", "processing");
    claims.push(begin(connection, row, runner.id, now));
  }
  return claims;
}

/** The queues that a runner serves, of those that have something to claim and are not paused. */
export function servedQueues(connection: Connection, runner: RunnerRow): string[] {
  const waiting = connection.all<{ queue: string }>(waitingQueues).map(({ queue }) => queue);
  if (runner.queues === null) return waiting;
  const served = new Set<string>(JSON.parse(runner.queues));
  return waiting.filter((queue) => served.has(queue));
}

function begin(connection: Connection, row: JobRow, runner: string, now: number): Claim {
  const number = row.last_attempt;
  connection.run(addAttempt, { job: row.seq, number, runner, now });
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
