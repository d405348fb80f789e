import type { Job, JobSpec } from "../domain/job/job.ts";

/** How jobs get into a store. */
export interface Enqueueing {
  /**
   * Stores all of them or none, in this order, filling what a spec leaves out from the config. Durable before it resolves.
   * Rejects with `InvalidInput` for a spec out of range or a command that `allowed-commands` does not list, and with
   * `JobExists` when an id is taken. Saying it again after an error whose effect is unknown is left to the store itself,
   * which never stores one call's jobs twice.
   *
   * With a key that stored something before, nothing is stored: it resolves to those jobs as they are now, but for the
   * deleted ones. Rejects with `KeyReused` when its fingerprint is another.
   */
  enqueue(specs: readonly JobSpec[], now: number, key?: IdempotencyKey): Promise<Job[]>;

  /**
   * The same promises for any number of jobs, which may take their time to come: nothing of them is kept in memory, and
   * nobody else waits for them. Resolves to how many were stored.
   */
  enqueueMany(specs: JobSource, now: number, key?: IdempotencyKey): Promise<number>;
}

/** Jobs one by one, or a batch of them whenever some have come. */
export type JobSource = Iterable<JobSpec> | AsyncIterable<readonly JobSpec[]>;

/** What makes it safe to send an enqueue again: drawn by whoever sends it. */
export interface IdempotencyKey {
  readonly key: string;
  /** Stands for everything that is asked for: the same for the same jobs, and different for others. Asked for after the last job. */
  readonly fingerprint: string;
}

/** So long a store remembers a key. */
export const IDEMPOTENCY_LIFETIME_MS = 86_400_000;
