import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Violation } from "../scene/invariants.ts";
import { lacksStrace } from "../scene/needs.ts";
import { until } from "../scene/running.ts";
import { Scene } from "../scene/scene.ts";
import { delaying } from "../scene/strace.ts";
import type { Campaign } from "./campaign.ts";

/** How long the kernel keeps a process back from its program. */
const DELAY_MS = 1_500;

/**
 * The narrowest place for a runner to die: its child has been forked, and is not yet the job. It bears the runner's own
 * environment, and becomes the job all the same, later, with nobody left who knows of it.
 */
export const unborn: Campaign = {
  name: "unborn",
  about: "SIGKILL of a runner between the fork of a job's process and its program",
  lacks: lacksStrace,
  async run(run) {
    for (let at = 0; at < run.repetitions(1, 10); at += 1) {
      run.count("SIGKILL of a runner between fork and execve", await killBetween());
    }
  },
};

async function killBetween(): Promise<Violation[]> {
  await using scene = await Scene.open();
  await scene.give(1, "sleep 2");
  const log = join(scene.home, "strace");
  const first = scene.runner(["--count", "1"], { prefix: delaying(log, "execve", DELAY_MS) });
  await until(() => existsSync(log) && readFileSync(log, "utf8").includes('execve("/bin/sh"'), "a job's process");
  await first.kill();
  const second = await scene.runner(["--until-empty"]).ready();
  const found = (await second.ends(30_000)) === 0 ? [] : ["the runner after it does not end"];
  return [...found.map((detail) => ({ invariant: "terminal" as const, detail })), ...(await scene.quiesce())];
}
