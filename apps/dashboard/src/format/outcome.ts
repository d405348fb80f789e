import type { JobState } from "@queuectl/core";
import { visibleLine } from "@queuectl/core";
import type { Attempt } from "../api/contract.ts";

/** How an attempt ended, or how it stands, in a few words. */
export function outcomeWord(attempt: Attempt): string {
  if (attempt.outcome === null) return attempt.started_at === null ? "held" : "running";
  return visibleLine(attempt.error ?? (attempt.outcome === "exited" ? "exit code 0" : attempt.outcome));
}

/** The colour that goes with it. */
export function outcomeTone(attempt: Attempt): JobState {
  switch (attempt.outcome) {
    case null:
      return "processing";
    case "exited":
      return attempt.exit_code === 0 ? "completed" : "dead";
    case "cancelled":
      return "cancelled";
    case "interrupted":
      return "pending";
    default:
      return "dead";
  }
}
