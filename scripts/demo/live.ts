import type { Stage } from "./stage.ts";

/** What a job writes is seen while it still runs, from another terminal. */
export async function live(stage: Stage): Promise<void> {
  const { queuectl, checkout } = stage;
  stage.scene("A job's output, followed live");
  const command = 'for part in packages/core/src/*; do du -sk "$part"; sleep 0.4; done';
  await stage.type(["enqueue", "--id", "sizes", "--cwd", checkout, "-c", command]);
  const seen: number[] = [];
  await stage.follow(["logs", "sizes", "--follow"], () => seen.push(Date.now()));
  const { duration_ms, finished_at } = await queuectl.until("sizes", ({ state }) => state === "completed");
  const early = seen.filter((at) => at < Date.parse(finished_at));
  stage.promise(`what it wrote came as it was written, over ${duration_ms} ms`, early.length > 1, {
    seen,
    finished_at,
  });
}
