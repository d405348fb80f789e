import type { Job } from "../domain/job/job.ts";
import { attemptJson, jobJson } from "../domain/job/job-json.ts";
import type { Reading } from "../store/reading.ts";
import { outputEnd } from "./output-end.ts";

/** Everything about a job as `show --json` and the API print it: with its attempts and the end of its output. */
export async function jobDetailsJson(job: Job, store: Reading) {
  const attempts = await store.attempts(job.id);
  return { ...jobJson(job), ...(await outputEnd(store, job)), attempt_history: attempts.map(attemptJson) };
}
