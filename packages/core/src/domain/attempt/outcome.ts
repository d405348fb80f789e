import { formatDuration } from "../time/duration.ts";

/** How an attempt's process ended. The first cause wins: a timed-out process that then dies by SIGKILL is `timed-out`. */
export type Outcome =
  | { readonly kind: "exited"; readonly exitCode: number }
  | { readonly kind: "signalled"; readonly signal: string }
  | { readonly kind: "timed-out"; readonly afterMs: number }
  | { readonly kind: "cancelled" }
  /** `hopeless`: nothing that may change outside of the job lets it start. */
  | { readonly kind: "spawn-failed"; readonly reason: string; readonly hopeless?: true }
  | { readonly kind: "interrupted" }
  | { readonly kind: "lost"; readonly because: Loss };

export type Loss = "runner-died" | "worker-died" | "rebooted" | "copied" | "end-unknown";

export type OutcomeKind = Outcome["kind"];

const LOSSES: Record<Loss, string> = {
  "runner-died": "its runner died",
  "worker-died": "its worker died",
  rebooted: "the machine was restarted",
  "end-unknown": "the system did not say how it ended",
  copied: "the store was copied while it ran",
};

/** Says in a few words why an attempt did not succeed; `null` for exit code 0. */
export function describe(outcome: Outcome): string | null {
  switch (outcome.kind) {
    case "exited":
      return outcome.exitCode === 0 ? null : `exit code ${outcome.exitCode}`;
    case "signalled":
      return `ended by ${outcome.signal}`;
    case "timed-out":
      return `timed out after ${formatDuration(outcome.afterMs)}`;
    case "cancelled":
      return "cancelled";
    case "spawn-failed":
      return outcome.reason;
    case "interrupted":
      return "the runner was told to stop";
    case "lost":
      return LOSSES[outcome.because];
  }
}
