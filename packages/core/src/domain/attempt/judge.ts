import { type BackoffPolicy, backoffMs } from "../time/backoff.ts";
import { formatDuration } from "../time/duration.ts";
import { describe, type Loss, type Outcome } from "./outcome.ts";

/** What the job becomes because of an attempt's outcome. */
export type Verdict =
  | { readonly state: "completed" }
  | { readonly state: "failed"; readonly runAt: number }
  | { readonly state: "dead"; readonly reason: string; readonly crashes: number }
  | { readonly state: "cancelled" }
  /** Back in the queue with this attempt not counted against `maxRetries`; `crashes` is the number of losses in a row. */
  | { readonly state: "pending"; readonly crashes: number };

/** What the judge must know of a job. */
export interface JobPolicy extends BackoffPolicy {
  /** Executions that count against `maxRetries`, the current one included. */
  readonly attempts: number;
  readonly maxRetries: number;
  /** Losses in a row before this attempt. */
  readonly crashes: number;
}

/** A job that was lost this many times in a row takes its runner down with it, and is buried. */
export const CRASH_BUDGET = 3;

/** What befell the machine or the store is no fault of the job. */
const NO_CRASHES: readonly Loss[] = ["rebooted", "copied"];

/** Decides a job's fate. Retries come `base ^ attempts` seconds apart; losses have a budget of their own. */
export function judge(job: JobPolicy, outcome: Outcome, now: number, random: () => number): Verdict {
  switch (outcome.kind) {
    case "cancelled":
      return { state: "cancelled" };
    case "interrupted":
      // It tells nothing of the job: neither that it would have crashed its runner again, nor that it would not.
      return { state: "pending", crashes: job.crashes };
    case "lost":
      return judgeLoss(job.crashes + (NO_CRASHES.includes(outcome.because) ? 0 : 1));
    case "exited":
      if (outcome.exitCode === 0) return { state: "completed" };
      break;
    case "spawn-failed":
      if (outcome.hopeless) return { state: "dead", reason: `${outcome.reason}: no retry can help`, crashes: 0 };
  }
  return job.attempts > job.maxRetries
    ? { state: "dead", reason: `${describe(outcome)}, after ${executions(job.attempts)}`, crashes: 0 }
    : { state: "failed", runAt: now + backoffMs(job, job.attempts, random) };
}

function judgeLoss(crashes: number): Verdict {
  return crashes < CRASH_BUDGET
    ? { state: "pending", crashes }
    : { state: "dead", reason: `crashed its runner ${crashes} times`, crashes };
}

/** What a verdict means, in a few words, for logs. */
export function describeVerdict(verdict: Verdict, now: number): string {
  switch (verdict.state) {
    case "failed":
      return `retry in ${formatDuration(Math.max(0, verdict.runAt - now))}`;
    case "dead":
      return `dead: ${verdict.reason}`;
    case "pending":
      return "back to pending";
    default:
      return verdict.state;
  }
}

function executions(count: number): string {
  return count === 1 ? "1 execution" : `${count} executions`;
}
