import { join } from "node:path";
import type { Violation } from "../scene/invariants.ts";
import { job } from "../scene/job.ts";
import { childrenIn } from "../scene/processes.ts";
import { misbehaviour } from "../scene/program.ts";
import { until } from "../scene/running.ts";
import { Scene } from "../scene/scene.ts";
import type { Campaign } from "./campaign.ts";

/** How long an enqueuer waits for a lock before it says that nothing was stored. */
const PATIENCE_MS = 30_000;

/** Campaign 4, the lock: another process holds the write lock for long, and lets go. */
export const locked: Campaign = {
  name: "locked",
  about: "the store held locked by another process (two minutes in the long form)",
  async run(run) {
    for (let at = 0; at < run.repetitions(1, 2); at += 1) {
      const ms = run.long ? 120_000 : 3_000;
      run.count(`locked by another process for ${ms / 1_000} s`, await held(ms));
    }
  },
};

async function held(ms: number): Promise<Violation[]> {
  await using scene = await Scene.open();
  const wrong: string[] = [];
  await scene.give(2, `sleep ${ms / 2_000}`);
  await scene.give(6, "sleep 0.1");
  const runner = await scene.runner(["--count", "2"]).ready();
  await until(() => childrenIn(scene.home).length >= 2, "jobs that execute");

  const holder = Bun.spawn(
    [process.execPath, join(import.meta.dir, "../other/hold-lock.ts"), scene.database, `${ms}`],
    {
      stdout: "pipe",
    },
  );
  await holder.stdout.getReader().read();
  const working = childrenIn(scene.home).map(({ pid }) => pid);
  const began = performance.now();
  const late = [job(scene.name())];
  const [enqueued, status] = await Promise.all([scene.enqueue(late), scene.run(["status", "--json"])]);

  const waited = misbehaviour(enqueued, ms > PATIENCE_MS ? [1] : [0]);
  if (waited !== null) wrong.push(`enqueue while it is locked: ${waited}`);
  if (enqueued.code === 1 && !scene.refused.has(late[0]?.id ?? ""))
    wrong.push(`it does not say so: ${enqueued.stderr}`);
  const read = misbehaviour(status, [0]);
  if (read !== null) wrong.push(`status while it is locked: ${read}`);
  if (ms < PATIENCE_MS && performance.now() - began < ms - 1_000) wrong.push("enqueue did not wait for the lock");

  await holder.exited;
  await until(() => settled(runner) >= 8, "the jobs' end once it is unlocked", 20_000).catch(() => {
    wrong.push("the runner did not go on");
  });
  const again = scene.runner(["--until-empty"]);
  if ((await again.ends(20_000)) !== 0) wrong.push("a second runner cannot work beside it");
  if (
    runner
      .heard()
      .some(({ event, outcome }) => event === "job-settled" && (outcome as { kind: string }).kind !== "exited")
  )
    wrong.push(`a job did not come to its own end (${working.length} executed)`);
  const found = await scene.quiesce();
  return [...wrong.map((detail) => ({ invariant: "promise" as const, detail })), ...found];
}

function settled(runner: { heard(): readonly { event: string }[] }): number {
  return runner.heard().filter(({ event }) => event === "job-settled").length;
}
