import { join } from "node:path";
import type { Violation } from "../scene/invariants.ts";
import { lacksStrace } from "../scene/needs.ts";
import type { Random } from "../scene/random.ts";
import { counted, counting, INJECTIONS, type Injection, injecting } from "../scene/strace.ts";
import { TARGETS, type Target } from "../scene/targets.ts";
import type { Campaign, Run } from "./campaign.ts";

/** One place to fail: the N-th call of a kind. */
interface Point {
  readonly syscall: string;
  readonly n: number;
}

/** Much of it is waiting: for what hangs, and for a grace to pass. */
const AT_ONCE = 4;
/** Without threads the runtime waits for ever for those that it has not got; a runner that is refused every write goes on trying. */
const HUNG_MS = 6_000;
/** Of the recoveries, so many second faults for each first one. */
const SECOND_FAULTS = 2;

/** Campaign 1: the program fails or dies at every single call that changes the disk or starts something. */
export const syscalls: readonly Campaign[] = TARGETS.map((target) => ({
  name: `syscalls-${target.word}`,
  about: `SIGKILL, EIO and ENOSPC at the N-th write, sync, truncation, removal and spawn of ${target.name}, and at its recovery`,
  lacks: lacksStrace,
  run: (run) => sweep(run, target),
}));

async function sweep(run: Run, target: Target): Promise<void> {
  await using template = await target.template();
  const log = join(template.home, "strace");
  const points = await pointsOf(target, template, log);
  for (const injection of Object.keys(INJECTIONS) as Injection[]) {
    const chosen = sampled(points, run.random.fork(injection), run.repetitions(1, points.length));
    const fault = `${injection} the N-th syscall of ${target.name}`;
    run.say(`${fault}: ${chosen.length} of ${points.length}`);
    await each(chosen, async (point) => {
      const found = await inflict(target, template, [{ ...point, injection }]);
      run.count(fault, found);
    });
  }
  await secondFaults(run, target, template, points);
}

async function secondFaults(
  run: Run,
  target: Target,
  template: Awaited<ReturnType<Target["template"]>>,
  points: Point[],
) {
  const random = run.random.fork("twice");
  const firsts = sampled(points, random, run.repetitions(1, points.length));
  const pairs = firsts.flatMap((first) =>
    Array.from({ length: run.long ? SECOND_FAULTS : 1 }, () => [first, random.pick(points)] as const),
  );
  const fault = `SIGKILL at the N-th, then at the M-th of the recovery of ${target.name}`;
  run.say(`${fault}: ${pairs.length}`);
  await each(pairs, async (pair) => {
    run.count(
      fault,
      await inflict(
        target,
        template,
        pair.map((point) => ({ ...point, injection: "SIGKILL at" })),
      ),
    );
  });
}

/** Every place there is, found by a run that is only watched. */
async function pointsOf(
  target: Target,
  template: Awaited<ReturnType<Target["template"]>>,
  log: string,
): Promise<Point[]> {
  await using scene = template.copy();
  await target.act(scene, { prefix: counting(log) });
  return [...counted(log)].flatMap(([syscall, most]) =>
    Array.from({ length: most }, (_, at) => ({ syscall, n: at + 1 })),
  );
}

/** One fault after the other, each during the recovery of the one before; then peace, and the inspection. */
async function inflict(
  target: Target,
  template: Awaited<ReturnType<Target["template"]>>,
  faults: readonly (Point & { injection: Injection })[],
): Promise<Violation[]> {
  await using scene = template.copy();
  scene.undisturbed = faults.length === 1;
  const found: Violation[] = [];
  for (const { syscall, n, injection } of faults) {
    const prefix = injecting("/dev/null", syscall, injection, n);
    // Nor is it the program's to decide how the runtime then dies.
    const judged = syscall !== "clone" && injection !== "SIGKILL at";
    const withinMs = syscall === "clone" || injection.endsWith("from") ? HUNG_MS : undefined;
    const complaint = await target.act(scene, { prefix, ...(withinMs === undefined ? {} : { withinMs }) });
    if (judged && complaint !== null) found.push({ invariant: "promise", detail: complaint });
  }
  if (target.inspectsBetween) found.push(...(await scene.inspect(false)));
  found.push(...(await scene.quiesce({ surroundings: target.recovery })));
  const where = faults.map(({ injection, syscall, n }) => `${injection} ${syscall} ${n}`).join(", then ");
  return found.map(({ invariant, detail }) => ({ invariant, detail: `${where}: ${detail}` }));
}

/** A sample that has every kind of call in it before it has one twice. */
function sampled(points: readonly Point[], random: Random, count: number): Point[] {
  if (count >= points.length) return [...points];
  const kinds = [...new Set(points.map(({ syscall }) => syscall))];
  return Array.from({ length: count }, (_, at) => {
    // Mostly writes and syncs, for that is where the promises are made.
    const kind =
      at === 0 ? random.pick(["pwrite64", "fsync"].filter((each) => kinds.includes(each))) : random.pick(kinds);
    return random.pick(points.filter(({ syscall }) => syscall === kind));
  });
}

async function each<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
