import type { Config, JobStore } from "@queuectl/core";
import { formatLease } from "@queuectl/core";
import { type Clock, Rounds } from "../service/service.ts";
import type { Trouble } from "../service/trouble.ts";
import { executingOf, removeExecuting } from "../spool/executing.ts";
import { removeSpool, spooledLeases } from "../spool/files.ts";

const PRUNE_MS = 60_000;

export interface PrunerOptions {
  readonly store: JobStore;
  readonly spoolDir: string;
  readonly clock: Clock;
  readonly trouble: Trouble;
  readonly config: () => Config;
}

/** Deletes what has been kept long enough: finished jobs, stored output, and spool files that no attempt needs any more. */
export class Pruner extends Rounds {
  constructor(options: PrunerOptions) {
    super(
      options.clock,
      PRUNE_MS,
      () => prune(options),
      (error) => {
        // It has a minute to pass; nothing waits for this.
        options.trouble.failed(error as Error, "pruning");
        return undefined;
      },
    );
  }
}

async function prune({ store, spoolDir, clock, config }: PrunerOptions): Promise<void> {
  const now = clock.now();
  await removeOrphans(store, spoolDir, now);
  const { retentionMs, outputRetentionMs } = config();
  if (retentionMs > 0) {
    await store.prune({ states: ["completed", "cancelled"], finishedBefore: now - retentionMs }, now);
  }
  if (outputRetentionMs > 0) await store.pruneOutput(now - outputRetentionMs);
}

/**
 * A spool file is made after its claim and removed after its settle: one without a lease is a leftover. So is what a runner has written
 * down of its workers, once it is registered no more and every lease in it is settled.
 */
export async function removeOrphans(store: JobStore, spoolDir: string, now: number): Promise<void> {
  const spooled = spooledLeases(spoolDir);
  const executing = executingOf(spoolDir);
  // Before the leases: what is registered now may have any of those next.
  const registered = new Set((await store.runners(now)).map(({ id }) => id));
  const gone = executing.filter(({ runner }) => !registered.has(runner));
  const asked = [...spooled, ...gone.flatMap(({ leases }) => leases)];
  if (asked.length === 0 && gone.length === 0) return;
  const held = new Set((await store.holding(asked)).map(formatLease));
  for (const lease of spooled) if (!held.has(formatLease(lease))) removeSpool(spoolDir, lease);
  for (const { runner, leases } of gone) {
    if (!leases.some((lease) => held.has(formatLease(lease)))) removeExecuting(spoolDir, runner);
  }
}
