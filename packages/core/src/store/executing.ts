import type { Verdict } from "../domain/attempt/judge.ts";
import type { Lease } from "../domain/attempt/lease.ts";
import type { Loss, Outcome } from "../domain/attempt/outcome.ts";
import type { Job } from "../domain/job/job.ts";
import type { OutputPiece } from "./output.ts";
import type { RunnerRecord, RunnerSpec, StopRequest } from "./runners.ts";

/**
 * What runners do. A write about an attempt is guarded by its lease: when that is gone, nothing changes.
 * `StoreBusy` and `StoreUnavailable` pass, and the call may be made again; after `StoreRefused` a runner must stop.
 */
export interface Executing {
  /** Makes a runner known, and its life visible to the others for as long as its process and this store stay open. */
  register(runner: RunnerSpec, now: number): Promise<void>;

  /** A registered runner's proof of life, for those who cannot see its process. */
  heartbeat(runner: string, now: number): Promise<void>;

  /** Forgets a runner that holds no leases any more. */
  deregister(runner: string): Promise<void>;

  /**
   * One transaction: notes what started, settles what ended, takes back what was released, promotes what is due (the oldest
   * first, a bounded number), and claims the next jobs of the runner's queues: by priority, then by age.
   * Rejects with `NotFound` when the runner is not registered (any more).
   */
  turn(turn: Turn, now: number): Promise<TurnResult>;

  /** Stores output of an attempt, at most `MAX_SHIP_BYTES` of it. Resolves to false, and stores nothing, when the lease is gone. */
  ship(lease: Lease, pieces: readonly OutputPiece[], limits: OutputLimits): Promise<boolean>;

  /**
   * Finds runners that are dead, moves their leases over to the living runner `by` and forgets them, in one transaction: so
   * just one runner answers for each. The leases themselves hold on: `by` ends what still runs, then settles them as lost, or
   * as interrupted where the dead runner had been asked to stop.
   */
  rescue(by: string, now: number): Promise<Abandoned[]>;

  /** Asks one runner, or all that are registered now, to stop, and wakes them. Resolves to those that were asked. Rejects with `NotFound`. */
  requestStop(runner: string | null, how: StopRequest, now: number): Promise<RunnerRecord[]>;

  /** Which of these leases still hold; for clearing up what attempts left on disk. */
  holding(leases: readonly Lease[]): Promise<Lease[]>;
}

export interface Turn {
  readonly runner: string;
  readonly started: readonly Started[];
  readonly settled: readonly Settlement[];
  /** Claimed, but never started: the attempt is deleted and refunded, and its number is free again. */
  readonly released: readonly Lease[];
  /** How many jobs to claim at most; 0 while draining. */
  readonly capacity: number;
}

export interface Started {
  readonly lease: Lease;
  /** Which of the runner's workers, from 1. */
  readonly worker: number;
  readonly pid: number;
  readonly processStart: string | null;
  readonly at: number;
}

export interface Settlement {
  readonly lease: Lease;
  readonly outcome: Outcome;
  /** Where a cancel was requested, one that would let the job run again becomes `cancelled`. */
  readonly verdict: Verdict;
  readonly finishedAt: number;
  /** The rest of its output, at most `MAX_SETTLE_OUTPUT_BYTES`; more is shipped before. */
  readonly output: readonly OutputPiece[];
  readonly limits: OutputLimits;
}

/** How much of each stream is kept: the first `headBytes` and the last `tailBytes`. */
export interface OutputLimits {
  readonly headBytes: number;
  readonly tailBytes: number;
}

export interface Claim {
  readonly lease: Lease;
  /** As it is now: `processing`, with this attempt counted, and this attempt as its `last`. */
  readonly job: Job;
}

export interface TurnResult {
  readonly claimed: readonly Claim[];
  /** Leases named in the turn that were gone. */
  readonly fenced: readonly Lease[];
  /** Leases of this runner whose jobs somebody wants cancelled; they are named again until they are settled. */
  readonly cancelRequested: readonly Lease[];
  readonly stopRequested: StopRequest | null;
  /** When the next job becomes due, of whatever queue: who is awake promotes for all. Not after `now` if more can be promoted at once. */
  readonly nextRunAt: number | null;
}

/** An attempt whose runner died. */
export interface Abandoned {
  readonly lease: Lease;
  readonly job: Job;
  readonly loss: Loss;
  /** What its runner had been asked: then it did not die of the job, but was not given the time to let it finish. */
  readonly stopRequested: StopRequest | null;
  /** The leader of its process group, as far as it was noted. */
  readonly pid: number | null;
  readonly processStart: string | null;
  /** Whether its processes can be seen, and ended, from here: same machine, same boot, same pid namespace. */
  readonly reachable: boolean;
}
