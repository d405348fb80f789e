import { join } from "node:path";
import type { Stage } from "./stage.ts";

const FLAKY = `echo try >> tries; test "$(wc -l < tries)" -ge 3 || { echo "no answer yet" >&2; exit 75; }; echo got it`;

/** Two jobs that take their time; the story goes on meanwhile and comes back to them. */
export async function sendWaiting(stage: Stage): Promise<void> {
  stage.scene("One job for later, and one that will fail twice");
  await stage.type(["enqueue", "--id", "later", "--delay", "8s", "-c", "date +%T"]);
  await stage.type(["enqueue", "--id", "flaky", "-c", FLAKY]);
  const flaky = await stage.queuectl.until("flaky", ({ state }) => state === "failed");
  stage.promise(`flaky failed with exit code ${flaky.exit_code}; its retry waits`, flaky.next_run_at !== null, flaky);
  await stage.type(["list", "--state", "failed"]);
  await stage.type(["list", "--state", "scheduled"]);
}

export async function meetFlaky(stage: Stage): Promise<void> {
  stage.scene("The job that failed twice");
  const job = await stage.queuectl.until("flaky", ({ state }) => state === "completed" || state === "dead");
  await stage.type(["show", "flaky"]);
  const [first, second, third] = job.attempt_history;
  stage.promise("it succeeded the third time", job.state === "completed" && job.attempt_history.length === 3, job);
  const waits = [seconds(first.finished_at, second.started_at), seconds(second.finished_at, third.started_at)];
  const [one = 0, two = 0] = waits;
  stage.promise(
    `after waits of 2 and 4 seconds: ${one.toFixed(2)} s, ${two.toFixed(2)} s`,
    near(one, 2) && near(two, 4),
  );
  const tries = await Bun.file(join(stage.queuectl.cwd, "tries")).text();
  stage.promise("it was executed three times, no more", tries === "try\n".repeat(3), tries);
}

export async function meetLater(stage: Stage): Promise<void> {
  stage.scene("The job for later");
  const job = await stage.queuectl.until("later", ({ state }) => state === "completed");
  await stage.type(["logs", "later", "--timestamps"]);
  const late = seconds(job.run_at, job.started_at);
  stage.promise(`it started ${Math.round(late * 1_000)} ms after its time, and not before it`, near(late, 0));
}

function seconds(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 1_000;
}

/** On a machine that has much else to do, a second late is still on time; early never is. */
function near(got: number, wanted: number): boolean {
  return got >= wanted && got < wanted + 1;
}
