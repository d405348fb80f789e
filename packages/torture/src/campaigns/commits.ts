import type { Violation } from "../scene/invariants.ts";
import { job } from "../scene/job.ts";
import { type Ended, misbehaviour } from "../scene/program.ts";
import { Scene } from "../scene/scene.ts";
import type { Campaign } from "./campaign.ts";

/** Campaign 3: a COMMIT happens, and its caller is told that it failed. */
export const commits: Campaign = {
  name: "commits",
  about: "a COMMIT that succeeds and is reported as failed: to an enqueuer, to a bulk enqueuer, to a runner",
  async run(run) {
    const times = run.repetitions(3, 60);
    await using scene = await Scene.open();
    for (let at = 0; at < times; at += 1) {
      // With the second try's COMMIT lost as well, nobody can know: it must say so, and still not store anything twice.
      const twice = at % 3 === 2;
      const surroundings = { preload: "failing-commit.ts", env: { TORTURE_COMMITS: twice ? "1,2" : "1" } };
      const codes = twice ? [0, 1] : [0];
      const one = job(scene.name());
      const single = scene.noted([one], await scene.run(["enqueue", JSON.stringify(one)], surroundings));
      run.count("an enqueuer is told that its COMMIT failed", judged(single, codes));
      const many = Array.from({ length: 5 }, () => job(scene.name()));
      const bulk = await scene.enqueue(many, surroundings);
      run.count("a bulk enqueuer is told that its COMMIT failed", judged(bulk, codes));
    }
    run.count("then peace: each of these jobs once", await scene.quiesce());

    for (let at = 0; at < run.repetitions(2, 30); at += 1) {
      await using busy = await Scene.open();
      await busy.give(12, "sleep 0.02");
      await busy.give(2, "exit 1", { max_retries: 1 });
      const env = { TORTURE_COMMITS: `every ${run.random.between(2, 6)}` };
      const runner = busy.runner(["--until-empty", "--count", "2"], { preload: "failing-commit.ts", env });
      const code = await runner.ends(30_000);
      const late: Violation[] = code === 0 ? [] : [{ invariant: "promise", detail: `the runner: ${code}` }];
      run.count("a runner is told that every so-manyth COMMIT failed", [...late, ...(await busy.quiesce())]);
    }
  },
};

function judged(ended: Ended, codes: readonly number[]): Violation[] {
  const complaint = misbehaviour(ended, codes);
  return complaint === null ? [] : [{ invariant: "promise", detail: complaint }];
}
