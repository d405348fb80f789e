import { job } from "../scene/job.ts";
import { Scene } from "../scene/scene.ts";
import type { Campaign } from "./campaign.ts";

const DEATHS = {
  throw: "by an exception",
  reject: "by an unhandled rejection",
  exit: "by process.exit(0)",
  fail: "by process.exit(3)",
} as const;

/** Campaign 8: a worker thread dies while it executes something. */
export const threads: Campaign = {
  name: "threads",
  about: "a Bun Worker that dies by exception, by unhandled rejection, by process.exit, once and every time",
  async run(run) {
    const times = run.repetitions(1, 25);
    for (const [how, words] of Object.entries(DEATHS)) {
      for (let at = 0; at < times; at += 1) {
        await using scene = await Scene.open();
        // The name says how its worker dies: see hostile/dying-entry.ts.
        const delay = run.random.between(0, 80);
        await scene.enqueue([
          job(`${how}-once-${delay}-${at}`, "setsid -f sleep 20; sleep 0.5"),
          job(`${how}-always-${delay}-${at}`, "sleep 20"),
          job("beside-1", "sleep 0.1"),
          job("beside-2", "echo fine"),
        ]);
        const runner = scene.runner(["--until-empty", "--count", "2"], { preload: "dying-workers.ts" });
        const code = await runner.ends(30_000);
        const wrong = code === 0 ? [] : [`the runner did not survive it: ${code} ${await runner.said()}`];
        const settled = runner.heard().filter(({ event }) => event === "job-settled");
        const ends = new Map(settled.map(({ id, verdict }) => [id, (verdict as { state: string }).state]));
        if (ends.get(`${how}-always-${delay}-${at}`) !== "dead")
          wrong.push("the job that kills its worker is not dead");
        if (ends.get(`${how}-once-${delay}-${at}`) !== "completed")
          wrong.push("the one that did so once is not completed");
        const found = await scene.quiesce();
        run.count(`a worker dies ${words}`, [
          ...found,
          ...wrong.map((detail) => ({ invariant: "promise" as const, detail })),
        ]);
      }
    }
  },
};
