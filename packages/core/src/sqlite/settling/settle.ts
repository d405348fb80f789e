import type { Verdict } from "../../domain/attempt/judge.ts";
import { describe } from "../../domain/attempt/outcome.ts";
import type { JobState } from "../../domain/state.ts";
import type { Settlement } from "../../store/executing.ts";
import type { Times } from "../counting/tallies.ts";
import type { Tx } from "../database/transaction.ts";
import { appendOutput } from "./ship.ts";
import attemptTimes from "./sql/attempt-times.sql" with { type: "text" };
import endAttempt from "./sql/end-attempt.sql" with { type: "text" };
import movedSql from "./sql/moved.sql" with { type: "text" };
import settle from "./sql/settle.sql" with { type: "text" };

/** Where a write moved a job to, for the counters. */
export interface Moved {
  readonly queue: string;
  readonly state: JobState;
}

/** ... and since when its attempt was claimed and ran, for the totals. */
export type Settled = Moved & Times;

/** Records how an attempt ended and what its job becomes; `null`, and nothing changed, when the lease is gone. */
export function settleAttempt(tx: Tx, settlement: Settlement, now: number): Settled | null {
  const { lease, outcome, verdict, finishedAt } = settlement;
  const { seq, attempt } = lease;
  const changed = tx.run(settle, {
    ...lease,
    now,
    finishedAt,
    state: verdict.state,
    runAt: runAt(verdict, now),
    crashes: "crashes" in verdict ? verdict.crashes : 0,
    refund: outcome.kind === "lost" || outcome.kind === "interrupted" ? 1 : 0,
  });
  if (changed === 0) return null;
  // Asked for by itself: for an UPDATE that returns rows, SQLite first copies every page that it changes.
  const moved = tx.get<Moved>(movedSql, { seq }) as Moved;
  tx.run(endAttempt, {
    seq,
    attempt,
    finishedAt,
    outcome: outcome.kind,
    exitCode: outcome.kind === "exited" ? outcome.exitCode : null,
    signal: outcome.kind === "signalled" ? outcome.signal : null,
    error: moved.state === "dead" && verdict.state === "dead" ? verdict.reason : describe(outcome),
  });
  if (settlement.output.length > 0) appendOutput(tx, lease, settlement.output, settlement.limits);
  return { ...moved, ...(tx.get<Times>(attemptTimes, { seq, attempt }) as Times) };
}

/** A job that goes back to the queue has been waiting since now, not since it first became due. */
function runAt(verdict: Verdict, now: number): number | null {
  if (verdict.state === "failed") return verdict.runAt;
  return verdict.state === "pending" ? now : null;
}
