import { join } from "node:path";
import type { Stage } from "./stage.ts";

/** One worker, three jobs: the order in which they are executed is not that in which they came. */
export async function priorities(stage: Stage): Promise<void> {
  stage.scene("Three jobs and one worker: the highest priority goes first");
  for (const [id, priority] of Object.entries({ whenever: -5, normal: 0, urgent: 10 })) {
    await stage.type(["enqueue", "--id", id, "--priority", String(priority), "-c", `echo ${id} >> order`]);
  }
  await stage.type(["worker", "start", "--count", "1", "--until-empty"]);
  stage.echo("cat order");
  const order = await Bun.file(join(stage.queuectl.cwd, "order")).text();
  stage.say(order.trim());
  stage.promise("urgent, then normal, then whenever", order === "urgent\nnormal\nwhenever\n", order);
}
