import type { Stage } from "./stage.ts";

/** A timeout ends all that a job started, wherever it went. */
export async function runaway(stage: Stage): Promise<void> {
  const { queuectl } = stage;
  stage.scene("A job that never ends, with children that try to get away");
  // Odd lengths, by which `ps` can tell these sleeps from anybody else's.
  const odd = `300.${process.pid}`;
  const daemon = Bun.which("setsid") ? `setsid sleep ${odd}2 & ` : "";
  const command = `sleep ${odd}1 & ${daemon}trap "" TERM; while :; do sleep ${odd}3; done`;
  await queuectl.answer("config", "set", "kill-grace", "1s");
  await stage.type(["enqueue", "--id", "runaway", "--timeout", "2s", "--max-retries", "0", "-c", command]);
  await queuectl.until("runaway", ({ state, started_at }) => state === "processing" && started_at !== null);
  const wanted = daemon ? 3 : 2;
  let before = 0;
  for (const deadline = Date.now() + 1_500; before < wanted && Date.now() < deadline; ) before = await sleeping(odd);
  stage.promise(`while it runs, there are ${before} of them`, before >= wanted);
  await stage.type(["worker", "list"]);

  const job = await queuectl.until("runaway", ({ state }) => state === "dead");
  await stage.type(["dlq", "show", "runaway"]);
  stage.promise("it was ended by its timeout", job.outcome === "timed-out", job);
  const after = await sleeping(odd);
  stage.promise("none of them is left", after === 0, after);
}

async function sleeping(odd: string): Promise<number> {
  const ps = Bun.spawn(["ps", "-axo", "args="], { stdin: "ignore", stdout: "pipe", stderr: "ignore" });
  return (await ps.stdout.text()).split("\n").filter((line) => line.startsWith(`sleep ${odd}`)).length;
}
