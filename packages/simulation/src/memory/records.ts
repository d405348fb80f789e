import type { Attempt, Job, Lease, Loss, OutputChunk, RunnerSpec, StopRequest } from "@queuectl/core";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A job as it is kept: the port's own shape, and what the port never shows. */
export interface JobRecord extends Omit<Mutable<Job>, "last"> {
  readonly enqueueNonce: string;
  nonce: string | null;
  lastAttempt: number;
  attemptRecords: AttemptRecord[];
}

export interface AttemptRecord extends Mutable<Attempt> {
  processStart: string | null;
  chunks: OutputChunk[];
}

export interface RunnerRecordKept extends RunnerSpec {
  /** Where its process is: a lock is seen from the same host only. */
  readonly host: string;
  readonly startedAt: number;
  heartbeatAt: number;
  stopRequested: StopRequest | null;
}

/** How a runner is, as far as it can be told from one host. */
export type Liveness =
  | { readonly alive: true | null }
  | { readonly alive: false; readonly loss: Loss; readonly reachable: boolean };

/** A job as the port shows it: a copy, which later changes leave alone. */
export function jobFrom({ enqueueNonce: _, nonce: __, lastAttempt: ___, attemptRecords, ...job }: JobRecord): Job {
  const last = attemptRecords.at(-1);
  return { ...job, last: last === undefined ? null : attemptFrom(last) };
}

export function attemptFrom({ processStart: _, chunks: __, ...attempt }: AttemptRecord): Attempt {
  return attempt;
}

export function leaseOf({ seq, lastAttempt, nonce }: JobRecord): Lease {
  return { seq, attempt: lastAttempt, nonce: nonce as string };
}
