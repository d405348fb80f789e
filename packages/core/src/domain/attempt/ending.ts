import type { Outcome } from "./outcome.ts";

/** How attempts end, for counting: the outcomes, with exit code 0 told apart from the others. */
export const ENDINGS = [
  "completed",
  "failed",
  "signalled",
  "timed-out",
  "spawn-failed",
  "lost",
  "cancelled",
  "interrupted",
] as const;

export type Ending = (typeof ENDINGS)[number];

/** Under which word an attempt's end is counted: `completed` exited with 0, `failed` with another code. */
export function endingOf(outcome: Outcome): Ending {
  if (outcome.kind !== "exited") return outcome.kind;
  return outcome.exitCode === 0 ? "completed" : "failed";
}

/** Whether something went wrong; not where somebody wanted it to end. */
export function isFailure(ending: Ending): boolean {
  return ending !== "completed" && ending !== "cancelled" && ending !== "interrupted";
}
