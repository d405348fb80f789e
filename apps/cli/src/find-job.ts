import { type Job, JobNotFound, type JobStore } from "@queuectl/core";

/** The job of that id, which must be there. */
export async function findJob(store: JobStore, id: string): Promise<Job> {
  const job = await store.job(id);
  if (job === null) throw new JobNotFound(id);
  return job;
}
