import {
  type Claim,
  describe,
  type Lease,
  type QueueSelection,
  type Settlement,
  type Turn,
  type TurnResult,
} from "@queuectl/core";
import type { MemoryDatabase } from "./database.ts";
import { append } from "./output.ts";
import { type JobRecord, jobFrom, leaseOf, type RunnerRecordKept } from "./records.ts";
import { registered } from "./runners.ts";
import { tallyClaimed, tallySettled } from "./tallies.ts";

const PROMOTED_AT_ONCE = 1_000;

/** Notes, settles, releases, promotes, claims: `earlier` are claims that a failed turn may have made all the same. */
export function takeTurn(
  database: MemoryDatabase,
  turn: Turn,
  now: number,
  { earlier, drawNonce }: { readonly earlier: readonly Claim[]; readonly drawNonce: () => string },
): TurnResult {
  const runner = registered(database, turn.runner);
  const fenced: Lease[] = [];
  for (const { lease, worker, pid, processStart, at } of turn.started) {
    const job = database.held(lease);
    if (job === null) fenced.push(lease);
    else database.note(job, { worker, pid, processStart, startedAt: at });
  }
  for (const settlement of turn.settled) if (!settle(database, settlement, now)) fenced.push(settlement.lease);
  for (const lease of turn.released) if (!release(database, lease, now)) fenced.push(lease);
  promote(database, now);

  const held = earlier.filter(({ lease }) => database.held(lease) !== null);
  const claimed = claimNext(database, runner, Math.max(0, turn.capacity - held.length), drawNonce, now);
  return {
    claimed: [...held, ...claimed],
    fenced,
    cancelRequested: [...database.inState.processing]
      .filter(({ runner: holder, cancelRequestedAt }) => holder === runner.id && cancelRequestedAt !== null)
      .map(leaseOf),
    stopRequested: runner.stopRequested,
    nextRunAt: nextRunAt(database),
  };
}

/** When the next scheduled job or retry becomes due. */
export function nextRunAt({ inState }: MemoryDatabase): number | null {
  let next: number | null = null;
  for (const state of ["scheduled", "failed"] as const) {
    for (const { runAt } of inState[state]) if (next === null || runAt < next) next = runAt;
  }
  return next;
}

function settle(database: MemoryDatabase, settlement: Settlement, now: number): boolean {
  const { lease, outcome, verdict, finishedAt, output, limits } = settlement;
  const job = database.held(lease);
  if (job === null) return false;
  const again = verdict.state === "failed" || verdict.state === "pending";
  const state = again && job.cancelRequestedAt !== null ? "cancelled" : verdict.state;
  const attempt = database.attemptOf(job);
  Object.assign(attempt, {
    finishedAt,
    outcome: outcome.kind,
    exitCode: outcome.kind === "exited" ? outcome.exitCode : null,
    signal: outcome.kind === "signalled" ? outcome.signal : null,
    error: verdict.state === "dead" ? verdict.reason : describe(outcome),
  });
  append(database, attempt, output, limits);
  tallySettled(database, settlement, { state, attempt }, now);
  database.move(job, state, {
    finishedAt: state === "failed" || state === "pending" ? null : finishedAt,
    runAt: verdict.state === "failed" ? verdict.runAt : verdict.state === "pending" ? now : job.runAt,
    attempts: job.attempts - (outcome.kind === "lost" || outcome.kind === "interrupted" ? 1 : 0),
    crashes: "crashes" in verdict ? verdict.crashes : 0,
    ...UNHELD,
    updatedAt: now,
  });
  return true;
}

function release(database: MemoryDatabase, lease: Lease, now: number): boolean {
  const job = database.held(lease);
  if (job === null) return false;
  const cancelled = job.cancelRequestedAt !== null;
  job.attemptRecords.pop();
  database.move(job, cancelled ? "cancelled" : "pending", {
    finishedAt: cancelled ? now : null,
    attempts: job.attempts - 1,
    lastAttempt: job.lastAttempt - 1,
    ...UNHELD,
    updatedAt: now,
  });
  return true;
}

const UNHELD = { runner: null, nonce: null, cancelRequestedAt: null };

function promote(database: MemoryDatabase, now: number): void {
  const due = [...database.inState.scheduled, ...database.inState.failed].filter(({ runAt }) => runAt <= now);
  due.sort((a, b) => a.runAt - b.runAt || a.seq - b.seq);
  for (const job of due.slice(0, PROMOTED_AT_ONCE)) database.move(job, "pending", { updatedAt: now });
}

/** What the selected queues have to claim, in that order. */
export function waitingJobs({ inState, paused }: MemoryDatabase, selection: QueueSelection): JobRecord[] {
  const { queues, excludedQueues = [] } = selection;
  const selected = (queue: string) => queues?.includes(queue) ?? !excludedQueues.includes(queue);
  return [...inState.pending]
    .filter(({ queue }) => selected(queue) && !paused.has(queue))
    .sort((a, b) => b.priority - a.priority || a.seq - b.seq);
}

function claimNext(
  database: MemoryDatabase,
  runner: RunnerRecordKept,
  capacity: number,
  drawNonce: () => string,
  now: number,
): Claim[] {
  const next = waitingJobs(database, runner).slice(0, capacity);
  return next.map((job) => claim(database, job, { runner: runner.id, nonce: drawNonce(), now }));
}

function claim(
  database: MemoryDatabase,
  job: JobRecord,
  { runner, nonce, now }: { readonly runner: string; readonly nonce: string; readonly now: number },
): Claim {
  const number = job.lastAttempt + 1;
  tallyClaimed(database, job, now);
  job.attemptRecords.push({
    number,
    runner,
    worker: null,
    pid: null,
    processStart: null,
    claimedAt: now,
    startedAt: null,
    finishedAt: null,
    outcome: null,
    exitCode: null,
    signal: null,
    error: null,
    stdoutBytes: 0,
    stderrBytes: 0,
    chunks: [],
  });
  const attempts = job.attempts + 1;
  database.move(job, "processing", { attempts, lastAttempt: number, runner, nonce, updatedAt: now });
  return { lease: leaseOf(job), job: jobFrom(job) };
}
