import type { Queuectl } from "./queuectl.ts";

/** Jobs a second of the first so many that were stored, from the first start to the last end. Rejects unless all were completed. */
export async function drainRate(queuectl: Queuectl, jobs: number): Promise<number> {
  const completed = await queuectl.list("--state", "completed", "--limit", String(jobs));
  if (completed.length !== jobs) throw new Error(`${completed.length} of ${jobs} jobs were completed`);
  const started = completed.map(({ started_at }) => Date.parse(started_at ?? ""));
  const finished = completed.map(({ finished_at }) => Date.parse(finished_at ?? ""));
  return (jobs * 1_000) / (Math.max(...finished) - Math.min(...started));
}
