import type { Job, JobSpec } from "../domain/job.ts";

/** How jobs get into a store. */
export interface Enqueueing {
  /**
   * Stores all of them or none, in this order, filling what a spec leaves out from the config. Durable before it resolves.
   * Rejects with `InvalidInput` for a spec out of range or a command that `allowed-commands` does not list, and with
   * `JobExists` when an id is taken. Saying it again after an error whose effect is unknown is left to the store itself,
   * which never stores one call's jobs twice.
   */
  enqueue(specs: readonly JobSpec[], now: number): Promise<Job[]>;

  /** The same promise for any number of jobs: nothing of them is kept in memory. Resolves to how many were stored. */
  enqueueMany(specs: Iterable<JobSpec>, now: number): Promise<number>;
}
