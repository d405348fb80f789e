/** Everything that crosses the border between the runner's main thread and a worker's: two closed unions of plain data. */
import type { Command, Fence, Lease, Outcome, OutputLimits, OutputPiece } from "@queuectl/core";

/** The variable by which an attempt's descendants are found again. */
export const LEASE_VARIABLE = "QUEUECTL_LEASE";

/** What a worker is told once, at its start. */
export interface WorkerSetup {
  readonly runner: string;
  /** From 1. */
  readonly worker: number;
  readonly spoolDir: string;
  /** What every job inherits. */
  readonly environment: Readonly<Record<string, string>>;
  /** The soft limit of descriptors that jobs get; `null` for the process's own. */
  readonly descriptors: number | null;
}

/** One attempt to execute, with all that the worker needs to know of its job and of the config at this moment. */
export interface Order {
  readonly lease: Lease;
  readonly id: string;
  readonly queue: string;
  readonly command: Command;
  readonly cwd: string | null;
  readonly env: Readonly<Record<string, string>>;
  /** 0: none. */
  readonly timeoutMs: number;
  readonly graceMs: number;
  readonly limits: OutputLimits;
  readonly fence: Fence;
}

export type EndCause = "cancelled" | "interrupted";

/** A worker executes one attempt at a time, so most messages need not name it. */
export type ToWorker =
  | { readonly type: "execute"; readonly order: Order }
  | { readonly type: "end"; readonly cause: EndCause }
  /** Answers `output`; the worker sends no more before. `holds`: whether the lease does. */
  | { readonly type: "shipped"; readonly holds: boolean }
  /** Leave, now that nothing runs. */
  | { readonly type: "retire" };

export interface Start {
  readonly pid: number;
  /** `null` where the attempt ended before anybody needed to know. */
  readonly processStart: string | null;
  readonly at: number;
}

/** How an attempt ended. */
export interface Ended {
  /** `null` when nothing was started. */
  readonly start: Start | null;
  readonly outcome: Outcome;
  readonly finishedAt: number;
  /** What was not shipped before, at most `MAX_SETTLE_OUTPUT_BYTES`. */
  readonly output: readonly OutputPiece[];
  /** Whether it has spool files, which are to be removed once it is settled. */
  readonly spooled: boolean;
}

export type FromWorker =
  | { readonly type: "ready" }
  /** Comes late on purpose: an attempt that ends within milliseconds is reported once, by its `ended`. */
  | { readonly type: "started"; readonly start: Start }
  | { readonly type: "output"; readonly pieces: readonly OutputPiece[] }
  /** Its output cannot be kept for now: it waits. */
  | { readonly type: "blocked"; readonly reason: string }
  | { readonly type: "stuck"; readonly pids: readonly number[] }
  | { readonly type: "ended"; readonly ended: Ended }
  /** The machine could not start it now; nothing ran. */
  | { readonly type: "unable"; readonly reason: string };
