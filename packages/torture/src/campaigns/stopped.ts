import { readFileSync } from "node:fs";
import type { Violation } from "../scene/invariants.ts";
import { childrenIn, kill } from "../scene/processes.ts";
import { until } from "../scene/running.ts";
import { Scene } from "../scene/scene.ts";
import type { Campaign } from "./campaign.ts";

/** Campaign 5, the stopped runner: on one machine it is alive, so nobody may take its job. */
export const stopped: Campaign = {
  name: "stopped",
  about: "a runner SIGSTOPped and continued beside a living one (three minutes in the long form)",
  async run(run) {
    const ms = run.long ? 180_000 : 5_000;
    for (let at = 0; at < run.repetitions(1, 3); at += 1) {
      run.count(`a runner is stopped for ${ms / 1_000} s beside a living one`, await stop(ms));
    }
  },
};

/** Stopped in the midst of a commit it would keep the store locked for as long: that is what `locked` is about. */
async function stopBetweenCommits(scene: Scene, pid: number): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    kill(pid, "SIGSTOP");
    if (await scene.unlocked()) return;
    kill(pid, "SIGCONT");
    await Bun.sleep(50);
  }
  throw new Error("it was always stopped in the midst of a commit");
}

async function stop(ms: number): Promise<Violation[]> {
  await using scene = await Scene.open();
  const wrong: string[] = [];
  const [id = ""] = await scene.give(1, "sleep 1");
  const first = await scene.runner().ready();
  await until(() => childrenIn(scene.home).length >= 1, "a job that executes");
  await stopBetweenCommits(scene, first.pid);
  const second = await scene.runner().ready();
  const others = await scene.give(3, "sleep 0.1");
  // Its job's process ends long before it is continued: the result comes late.
  await Bun.sleep(ms);
  if (second.has("job-rescued")) wrong.push("a stopped runner was taken for dead");
  const done = second
    .heard()
    .filter(({ event }) => event === "job-settled")
    .map((event) => event["id"]);
  if (!others.every((other) => done.includes(other))) wrong.push("the living one did not work on");
  if (done.includes(id)) wrong.push("the living one took the stopped one's job");
  kill(first.pid, "SIGCONT");
  await until(
    () => first.heard().some((event) => event.event === "job-settled" && event["id"] === id),
    "its result",
    10_000,
  ).catch(() => wrong.push("it did not record its result once it went on"));
  const starts = readFileSync(scene.ledger, "utf8")
    .split("\n")
    .filter((line) => line.startsWith(`${id} `) && line.endsWith("start"));
  if (starts.length !== 1) wrong.push(`its job was started ${starts.length} times`);
  for (const runner of [first, second]) runner.child.kill("SIGTERM");
  for (const runner of [first, second]) if ((await runner.ends(10_000)) !== 0) wrong.push("a runner does not stop");
  const found = await scene.quiesce();
  return [...wrong.map((detail) => ({ invariant: "promise" as const, detail })), ...found];
}
