import { beforeEach, expect, test } from "bun:test";
import { FINISHED_STATES, JOB_STATES } from "../../domain/state.ts";
import type { Scene } from "../scene/scene.ts";
import {
  claimOne,
  DONE,
  enqueue,
  execute,
  FAILED,
  LIMITS,
  piece,
  runner,
  settle,
  settlement,
  take,
} from "../scene/steps.ts";

export function pruneContract(scene: Scene): void {
  beforeEach(() => scene.store.register(runner(), scene.now));

  const left = async () => (await scene.store.jobs({ limit: 99 })).map(({ id }) => id);

  test("deletes by state and age, and counts", async () => {
    await enqueue(scene, {}, { maxRetries: 0 }, {}, {}, {});
    await execute(scene, DONE);
    await execute(scene, FAILED);
    await scene.store.cancel("job3", scene.now);
    scene.pass(1_000);
    await execute(scene, DONE);

    expect(await scene.store.prune({ states: ["completed"], finishedBefore: scene.now - 1_000 }, scene.now)).toBe(0);
    expect(await scene.store.prune({ states: ["completed"], finishedBefore: scene.now }, scene.now)).toBe(1);
    expect(await left()).toEqual(["job2", "job3", "job4", "job5"]);
    expect(await scene.store.prune({ states: FINISHED_STATES, finishedBefore: scene.now + 1 }, scene.now)).toBe(3);
    expect(await left()).toEqual(["job5"]);
  });

  test("of one queue leaves the others alone", async () => {
    const mail = { queue: "mail" };
    await enqueue(scene, mail, {}, mail);
    for (let i = 0; i < 2; i++) await execute(scene, DONE);
    const which = { states: FINISHED_STATES, queue: "mail", finishedBefore: scene.now + 1 };

    expect(await scene.store.prune({ ...which, finishedBefore: scene.now }, scene.now)).toBe(0);
    expect(await scene.store.prune({ ...which, dryRun: true }, scene.now)).toBe(1);
    expect(await scene.store.prune(which, scene.now)).toBe(1);
    expect(await scene.store.prune({ ...which, queue: "nowhere" }, scene.now)).toBe(0);
    expect(await left()).toEqual(["job2", "job3"]);
  });

  test("a dry run counts, and deletes nothing", async () => {
    await enqueue(scene, {});
    await execute(scene, DONE);
    expect(
      await scene.store.prune({ states: ["completed"], finishedBefore: scene.now + 1, dryRun: true }, scene.now),
    ).toBe(1);
    expect(await left()).toEqual(["job1"]);
  });

  test("never touches what is not finished", async () => {
    await enqueue(scene, {}, {}, { runAt: scene.now + 9 });
    await execute(scene, FAILED);
    await scene.store.prune({ states: JOB_STATES, finishedBefore: scene.now + 1e6 }, scene.now);
    expect(await left()).toEqual(["job1", "job2", "job3"]);
  });

  test("any number, a batch at a time", async () => {
    await scene.store.enqueueMany(
      Array.from({ length: 1_300 }, () => ({ command: "true" })),
      scene.now,
    );
    const { claimed } = await take(scene, { capacity: 1_300 });
    await take(scene, { settled: claimed.map((claim) => settlement(scene, claim, DONE)) });
    const all = { states: ["completed"], finishedBefore: scene.now + 1 } as const;
    expect(await scene.store.prune(all, scene.now)).toBe(1_300);
    expect(await left()).toEqual([]);
  });

  test("output goes with age, its job and the sizes stay", async () => {
    await enqueue(scene, {}, {}, { maxRetries: 1 });
    for (const outcome of [DONE, DONE, FAILED]) {
      const claim = await claimOne(scene);
      await scene.store.ship(claim.lease, [piece("out"), piece("err", 0, "stderr")], LIMITS);
      await settle(scene, claim, outcome);
      scene.pass(10);
    }

    expect(await scene.store.pruneOutput(scene.now - 20)).toBe(1);
    expect(await scene.store.output("job1", { attempt: 1, limit: 9 })).toEqual([]);
    expect(await scene.store.output("job2", { attempt: 1, limit: 9 })).toHaveLength(2);
    expect(await scene.store.job("job1")).toMatchObject({ state: "completed", last: { stdoutBytes: 3 } });

    expect(await scene.store.pruneOutput(scene.now + 1)).toBe(1);
    expect(await scene.store.output("job3", { attempt: 1, limit: 9 })).toHaveLength(2);
    expect(await scene.store.pruneOutput(scene.now + 1)).toBe(0);
  });
}
