import type { Lease, Outcome, QueuectlError, Verdict } from "@queuectl/core";

/** How a runner came to its end. */
export type RunnerEnd =
  /** It was asked to stop, and nothing of it is left. */
  | { readonly kind: "drained" }
  /** `untilEmpty`: nothing is pending, processing or waiting for a retry. */
  | { readonly kind: "emptied" }
  /** The store must not be used any more, or has forgotten this runner. What ran was ended. */
  | { readonly kind: "failed"; readonly error: QueuectlError };

/** Everything a runner has to say; `renderEvent` has the words. */
export type RunnerEvent =
  | {
      readonly type: "runner-started";
      readonly runner: string;
      readonly workers: number;
      readonly queues: readonly string[] | null;
      readonly excludedQueues?: readonly string[] | undefined;
    }
  | { readonly type: "runner-draining"; readonly running: number }
  | { readonly type: "runner-interrupting"; readonly running: number }
  | { readonly type: "runner-finished"; readonly runner: string; readonly end: RunnerEnd }
  | { readonly type: "job-started"; readonly id: string; readonly attempt: number; readonly worker: number }
  | {
      readonly type: "job-settled";
      readonly id: string;
      readonly attempt: number;
      readonly outcome: Outcome;
      readonly verdict: Verdict;
      /** `null` when it was never started. */
      readonly durationMs: number | null;
      readonly at: number;
    }
  /** The machine could not start it; it was given back. */
  | { readonly type: "job-unable"; readonly id: string; readonly reason: string; readonly retryInMs: number }
  /** Its output cannot be kept: it waits at its pipe until it can. */
  | { readonly type: "output-blocked"; readonly id: string; readonly attempt: number; readonly reason: string }
  /** Even SIGKILL does not end it; its job is not executed again beside it. */
  | { readonly type: "job-stuck"; readonly id: string; readonly attempt: number; readonly pids: readonly number[] }
  /** A result came too late and changed nothing. */
  | { readonly type: "lease-gone"; readonly lease: Lease; readonly id: string | null }
  | { readonly type: "job-rescued"; readonly id: string; readonly attempt: number; readonly outcome: Outcome }
  /** What a dead runner or worker left of it cannot be read. */
  | { readonly type: "output-lost"; readonly id: string; readonly attempt: number; readonly reason: string }
  | { readonly type: "worker-crashed"; readonly worker: number; readonly error: string; readonly respawnInMs: number }
  | { readonly type: "store-trouble"; readonly error: Error; readonly doing: string }
  | { readonly type: "store-recovered"; readonly afterMs: number };

export type Emit = (event: RunnerEvent) => void;
