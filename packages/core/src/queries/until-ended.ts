import { JobConflict, QueuectlError } from "../domain/errors.ts";
import type { Job } from "../domain/job/job.ts";
import type { Operating } from "../store/operating.ts";
import type { Reading } from "../store/reading.ts";
import type { Settings } from "../store/settings.ts";
import { Changes } from "./changes.ts";
import { findJob } from "./find-job.ts";

/** How long, beyond the grace, a runner may take to end a job before we stop waiting for it. */
const PATIENCE_MS = 20_000;

/** Waits until a job that is to be cancelled has ended, however. Rejects when nobody is there to end it. */
export async function untilEnded(requested: Job, store: Reading & Settings, now: () => number): Promise<Job> {
  using changes = new Changes(store);
  const { killGraceMs } = await store.config();
  const deadline = now() + killGraceMs + PATIENCE_MS;
  for (;;) {
    const job = await findJob(store, requested.id);
    if (job.state !== "processing" || job.cancelRequestedAt === null) return job;
    // Any living runner will do: it takes over what a dead one left.
    const runners = await store.runners(now());
    if (!runners.some((runner) => runner.alive !== false)) {
      throw new QueuectlError(
        `${job.id} is to be cancelled, but no runner is alive that could end it`,
        "failed",
        "the next one will: queuectl worker start",
      );
    }
    if (now() > deadline) {
      throw new QueuectlError(`${job.id} is still ending`, "failed", `look at it: queuectl show ${job.id}`);
    }
    await changes.next();
  }
}

/** Deletes a job that may be executing: it is cancelled first, and waited for. */
export async function deleteByForce(
  id: string,
  store: Reading & Operating & Settings,
  now: () => number,
): Promise<void> {
  try {
    const job = await store.cancel(id, now());
    if (job.state === "processing") await untilEnded(job, store, now);
  } catch (error) {
    // One that has finished need not be cancelled.
    if (!(error instanceof JobConflict)) throw error;
  }
  await store.delete(id, now());
}
