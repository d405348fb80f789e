import type { Verdict } from "../domain/judge.ts";
import { describe, type Outcome } from "../domain/outcome.ts";
import type { JobState } from "../domain/state.ts";
import type { Settlement } from "../store/executing.ts";
import type { Connection } from "./connection.ts";
import { appendOutput } from "./ship.ts";
import endAttempt from "./sql/end-attempt.sql" with { type: "text" };
import settle from "./sql/settle.sql" with { type: "text" };

/** Where a write moved a job to, for the counters. */
export interface Moved {
  readonly queue: string;
  readonly state: JobState;
}

/** Records how an attempt ended and what its job becomes; `null`, and nothing changed, when the lease is gone. */
export function settleAttempt(connection: Connection, settlement: Settlement, now: number): Moved | null {
  const { lease, outcome, verdict, finishedAt } = settlement;
  const moved = connection.get<Moved>(settle, {
    ...lease,
    now,
    finishedAt,
    state: verdict.state,
    runAt: runAt(verdict, now),
    crashes: "crashes" in verdict ? verdict.crashes : 0,
    refund: outcome.kind === "lost" || outcome.kind === "interrupted" ? 1 : 0,
  });
  if (moved === null) return null;
  connection.run(endAttempt, {
    seq: lease.seq,
    attempt: lease.attempt,
    finishedAt,
    outcome: outcome.kind,
    exitCode: outcome.kind === "exited" ? outcome.exitCode : null,
    signal: outcome.kind === "signalled" ? outcome.signal : null,
    error: moved.state === "dead" && verdict.state === "dead" ? verdict.reason : describe(outcome),
  });
  if (settlement.output.length > 0) appendOutput(connection, lease, settlement.output, settlement.limits);
  return moved;
}

/** A job that goes back to the queue has been waiting since now, not since it first became due. */
function runAt(verdict: Verdict, now: number): number | null {
  if (verdict.state === "failed") return verdict.runAt;
  return verdict.state === "pending" ? now : null;
}

/** Under which word an attempt's end is tallied. */
export function resultOf(outcome: Outcome): "completed" | "failed" | "lost" | "cancelled" | "interrupted" {
  switch (outcome.kind) {
    case "lost":
    case "cancelled":
    case "interrupted":
      return outcome.kind;
    case "exited":
      return outcome.exitCode === 0 ? "completed" : "failed";
    default:
      return "failed";
  }
}
