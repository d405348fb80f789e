import { join } from "node:path";
import type { Campaign, Run } from "../campaign.ts";
import type { Violation } from "../invariants.ts";
import { job } from "../job.ts";
import { lacksMount, SmallDisk } from "../mount.ts";
import { misbehaviour } from "../program.ts";
import { until } from "../running.ts";
import { Scene } from "../scene.ts";

/** Campaign 4, the disk: it fills up under a runner and is freed; it becomes read-only and writable again. */
export const disk: Campaign = {
  name: "disk",
  about: "the disk fills up under a runner and is freed again; it is remounted read-only and back",
  lacks: lacksMount,
  async run(run) {
    for (let at = 0; at < run.repetitions(1, 20); at += 1) {
      run.count("a disk fills up under a runner, and is freed", await full(run));
      run.count("a disk is remounted read-only, and back", await readOnly());
    }
  },
};

async function full(run: Run): Promise<Violation[]> {
  using small = SmallDisk.mount(8);
  await using scene = await Scene.open({ database: join(small.path, "queue.db") });
  const wrong: string[] = [];
  await scene.give(20, `sleep 0.${run.random.between(1, 4)}; seq 1 200`);
  const runner = await scene.runner(["--count", "2"]).ready();
  await until(() => count(runner, "job-settled") >= 2, "a runner at work");

  small.fill();
  const outcomes = [];
  for (let at = 0; at < 4; at += 1) {
    // Beyond what may still fit into pages that are free already.
    const jobs = Array.from({ length: 200 }, () => job(scene.name(), `: ${"x".repeat(200)}`));
    const ended = await scene.enqueue(jobs);
    outcomes.push(ended.code);
    const complaint = misbehaviour(ended, [0, 1]);
    if (complaint !== null) wrong.push(`enqueue on a full disk: ${complaint}`);
    if (ended.code === 1 && !/disk is full/.test(ended.stderr)) wrong.push(`it does not say why: ${ended.stderr}`);
  }
  if (!outcomes.includes(1)) wrong.push("enqueue never noticed that the disk is full");
  const status = misbehaviour(await scene.run(["status"]), [0]);
  if (status !== null) wrong.push(`status on a full disk: ${status}`);
  await Bun.sleep(1_000);
  if (runner.gone) wrong.push(`the runner gave up on a full disk: ${await runner.said()}`);

  small.free();
  await until(() => count(runner, "job-settled") >= 20, "the jobs' end", 20_000).catch(() => {
    wrong.push("the runner did not go on after there was space again");
  });
  const found = await scene.quiesce();
  return [...wrong.map((detail) => ({ invariant: "promise" as const, detail })), ...found];
}

/** The kernel refuses this while somebody writes, so it can only happen between two programs. */
async function readOnly(): Promise<Violation[]> {
  using small = SmallDisk.mount(8);
  await using scene = await Scene.open({ database: join(small.path, "queue.db") });
  const wrong: string[] = [];
  await scene.give(3);
  if (!small.remount("ro")) throw new Error("the disk could not be made read-only");
  const enqueued = misbehaviour(await scene.enqueue([job(scene.name())]), [1]);
  if (enqueued !== null) wrong.push(`enqueue on a read-only disk: ${enqueued}`);
  const runner = scene.runner();
  const code = await runner.ends(10_000);
  if (code !== 1) wrong.push(`a runner on a read-only disk: ${code}`);
  small.remount("rw");
  const found = await scene.quiesce();
  return [...wrong.map((detail) => ({ invariant: "promise" as const, detail })), ...found];
}

function count(runner: { heard(): readonly { event: string }[] }, wanted: string): number {
  return runner.heard().filter(({ event }) => event === wanted).length;
}
