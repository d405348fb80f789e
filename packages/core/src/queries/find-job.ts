import { JobNotFound } from "../domain/errors.ts";
import type { Job } from "../domain/job/job.ts";
import type { Reading } from "../store/reading.ts";

/** The job of that id, which must be there. */
export async function findJob(store: Reading, id: string): Promise<Job> {
  const job = await store.job(id);
  if (job === null) throw new JobNotFound(id);
  return job;
}
