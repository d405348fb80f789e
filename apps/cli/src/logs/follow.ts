import {
  type Attempt,
  Changes,
  FINISHED_STATES,
  findJob,
  type Job,
  type JobState,
  type JobStore,
  QueuectlError,
} from "@queuectl/core";

/** What happens to a job that is followed. */
export interface Follower {
  /** Something of this attempt may be there to be printed. */
  look(attempt: number): Promise<void>;
  /** This attempt has ended, and all of it was looked at. */
  ended(attempt: Attempt): Promise<void>;
}

/** Follows a job through its attempts until it has finished them all, or through the attempt `only`. */
export async function follow(
  id: string,
  store: JobStore,
  from: number,
  only: boolean,
  follower: Follower,
): Promise<void> {
  using changes = new Changes(store);
  // A store is compared with what it was when it was asked first.
  await mustBeThere(store);
  for (let current = from; ; ) {
    // First how things stand, then what was written: so all of an attempt that has ended is seen.
    const job = await findJob(store, id);
    const attempts = await store.attempts(id);
    for (const attempt of attempts.filter(({ number }) => number >= current)) {
      if (only && attempt.number > from) break;
      await follower.look(attempt.number);
      if (attempt.finishedAt === null) break;
      await follower.ended(attempt);
      if (only) return;
      current = attempt.number + 1;
    }
    if (isFinished(job)) return;
    if (!(await changes.next())) await mustBeThere(store);
  }
}

/** A store that was taken away never changes again: whoever follows it would wait for ever. */
async function mustBeThere(store: JobStore): Promise<void> {
  const { checks } = await store.health();
  const gone = checks.find(({ name, ok }) => name === "present" && !ok);
  if (gone?.reason) throw new QueuectlError(gone.reason, "failed", "nothing more can come of it");
}

export function isFinished(job: Job): boolean {
  return (FINISHED_STATES as readonly JobState[]).includes(job.state);
}
