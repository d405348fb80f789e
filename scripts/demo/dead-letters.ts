import { join } from "node:path";
import type { Stage } from "./stage.ts";

/** A job that cannot succeed is buried, and comes back once its cause is mended. */
export async function deadLetters(stage: Stage): Promise<void> {
  const { queuectl } = stage;
  stage.scene("A job that dies, and is brought back");
  await stage.type([
    "enqueue",
    "--id",
    "report",
    "--max-retries",
    "1",
    "--backoff-base",
    "1",
    "--",
    "sort",
    "sales.csv",
  ]);
  await queuectl.until("report", ({ state }) => state === "dead");
  await stage.type(["dlq", "list"]);
  await stage.type(["logs", "report", "--stderr"]);
  stage.say("Retrying what is not dead is refused, and says why:");
  await stage.type(["dlq", "retry", "flaky"], 3);

  stage.echo("printf 'pears,3\\napples,5\\n' > sales.csv");
  await Bun.write(join(queuectl.cwd, "sales.csv"), "pears,3\napples,5\n");
  await stage.type(["dlq", "retry", "report"]);
  await queuectl.until("report", ({ state }) => state === "completed");
  await stage.type(["logs", "report"]);
  stage.promise("it completed", (await queuectl.answer("logs", "report")) === "apples,5\npears,3\n");
  stage.promise("the dead letter queue is empty", (await queuectl.json("dlq", "list")).length === 0);
}
