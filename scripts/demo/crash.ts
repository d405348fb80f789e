import type { Stage } from "./stage.ts";

/** The runner is killed in the middle of a job; the next one gives the job its due. */
export async function crash(stage: Stage): Promise<void> {
  const { queuectl } = stage;
  stage.scene("The runner is killed in the middle of a job");
  await stage.type(["enqueue", "--id", "survivor", "-c", "echo begin; sleep 1.5; echo end"]);
  await queuectl.until("survivor", ({ state, started_at }) => state === "processing" && started_at !== null);
  const [runner] = await queuectl.json("worker", "list");
  stage.echo(`kill -9 ${runner.pid}`);
  process.kill(runner.pid, "SIGKILL");
  await stage.type(["worker", "start", "--count", "4", "--detach"]);

  const job = await queuectl.until("survivor", ({ state }) => state === "completed");
  await stage.type(["show", "survivor"]);
  stage.promise(
    "the lost attempt was taken back, and does not count",
    job.attempts === 1 && job.attempt_history.length === 2,
    job,
  );
  stage.promise("it was executed to its end", (await queuectl.answer("logs", "survivor")) === "begin\nend\n");
}
