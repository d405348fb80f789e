import { join } from "node:path";
import type { Violation } from "../scene/invariants.ts";
import { job } from "../scene/job.ts";
import { lacksMount, SmallDisk } from "../scene/mount.ts";
import { misbehaviour } from "../scene/program.ts";
import { until } from "../scene/running.ts";
import { Scene } from "../scene/scene.ts";
import type { Campaign, Run } from "./campaign.ts";

/** Campaign 4, the disk: it fills up under a runner and is freed; it becomes read-only and writable again. */
export const disk: Campaign = {
  name: "disk",
  about:
    "the disk fills up under a runner and is freed again, jobs write more than it has; it is remounted read-only and back",
  lacks: lacksMount,
  async run(run) {
    for (let at = 0; at < run.repetitions(1, 20); at += 1) {
      run.count("a disk fills up under a runner, and is freed", await full(run));
      run.count("jobs write more than a disk has", await flooded());
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

const DISK_MB = 24;
/** Each of two jobs prints more than the disk has. */
const FLOOD_BYTES = 25_000_000;
/** What is kept of it: see `output-head` and `output-tail`. */
const KEPT_BYTES = 5 * 1_048_576;

/** What jobs print takes a bounded part of the disk. While others leave only what the store needs, they wait at their pipes. */
async function flooded(): Promise<Violation[]> {
  using small = SmallDisk.mount(DISK_MB);
  await using scene = await Scene.open({ database: join(small.path, "queue.db") });
  const wrong: string[] = [];
  const wait = (reached: () => boolean, what: string) =>
    until(reached, what, 60_000).catch(({ message }: Error) => wrong.push(message));
  const command = `head -c ${FLOOD_BYTES} /dev/zero | tr '\\0' x`;
  const jobs = Array.from({ length: 2 }, () => ({ id: scene.name(), command, cwd: "/" }));
  scene.keepsLedger = false;
  await scene.enqueue(jobs);

  small.fill(3);
  const runner = await scene.runner(["--count", "2"]).ready();
  await wait(() => count(runner, "output-blocked") > 0, "a job that waits at its pipe");
  if (count(runner, "job-settled") > 0) wrong.push("a job had more space than the store leaves it");
  small.free();
  await wait(() => count(runner, "job-settled") >= jobs.length, "the jobs' end");
  runner.child.kill("SIGTERM");
  const code = await runner.ends(20_000);
  if (code !== 0) wrong.push(`the runner ended with ${code}: ${await runner.said()}`);

  for (const { id } of jobs) {
    const {
      attempt_history: [last],
    } = JSON.parse(await scene.must("show", id, "--json"));
    if (last?.stdout_bytes !== FLOOD_BYTES) wrong.push(`${id}: ${last?.stdout_bytes} bytes are counted`);
    const kept = (await scene.must("logs", id)).match(/x+/g)?.reduce((sum, { length }) => sum + length, 0) ?? 0;
    if (kept < KEPT_BYTES || kept > KEPT_BYTES + 262_144) wrong.push(`${id}: ${kept} bytes are kept`);
  }
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
