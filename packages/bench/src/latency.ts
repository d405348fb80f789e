import { quantile } from "./quantile.ts";
import { withStore } from "./queuectl.ts";

const JOBS = 100;

/** From `queuectl enqueue` to the job's start on an idle runner, and what the enqueueing process costs as a whole. */
export function latency(): Promise<string> {
  return withStore(async (queuectl) => {
    await queuectl("worker", "start", "--count", "4", "--detach");
    const whole: number[] = [];
    for (let i = 0; i < JOBS; i++) {
      const begin = performance.now();
      await queuectl("enqueue", "--id", `job-${i}`, "--", "true");
      whole.push(performance.now() - begin);
      // The runner is idle again before the next one, which is the case that is measured.
      await Bun.sleep(20);
    }
    const pickup = await Promise.all(
      whole.map(async (_, i) => {
        const job = JSON.parse(await queuectl("show", `job-${i}`, "--json"));
        return Date.parse(job.started_at) - Date.parse(job.created_at);
      }),
    );
    return [
      `pick-up: p50 ${quantile(pickup, 0.5)} ms, p99 ${quantile(pickup, 0.99)} ms from enqueue to start (${JOBS} jobs)`,
      `enqueue: p50 ${quantile(whole, 0.5).toFixed(1)} ms, p99 ${quantile(whole, 0.99).toFixed(1)} ms for the whole process`,
    ].join("\n");
  });
}
