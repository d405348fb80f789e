import { beforeEach, expect, test } from "bun:test";
import type { Scene } from "../scene/scene.ts";
import { claimOne, enqueue, execute, FAILED, runner, take } from "../scene/steps.ts";

export function promoteContract(scene: Scene): void {
  beforeEach(() => scene.store.register(runner(), scene.now));

  test("a scheduled job never runs early, and runs from its instant on", async () => {
    await enqueue(scene, { runAt: scene.now + 1_000 });
    scene.pass(999);
    expect(await take(scene, { capacity: 1 })).toMatchObject({ claimed: [], nextRunAt: scene.now + 1 });
    expect(await scene.store.job("job1")).toMatchObject({ state: "scheduled" });

    scene.pass(1);

    const { claimed, nextRunAt } = await take(scene, { capacity: 1 });
    expect(claimed).toMatchObject([{ job: { id: "job1" } }]);
    expect(nextRunAt).toBeNull();
  });

  test("becomes pending though nobody has time for it", async () => {
    await enqueue(scene, { runAt: scene.now + 10 });
    scene.pass(10);

    expect(await take(scene)).toMatchObject({ claimed: [], nextRunAt: null });

    expect(await scene.store.job("job1")).toMatchObject({ state: "pending", runAt: scene.now });
  });

  test("a failed job comes back when its backoff is over", async () => {
    await enqueue(scene, { backoffBase: 3 });
    await execute(scene, FAILED);
    expect((await take(scene, { capacity: 1 })).nextRunAt).toBe(scene.now + 3_000);

    scene.pass(3_000);

    expect((await claimOne(scene)).job).toMatchObject({ id: "job1", attempts: 2 });
  });

  test("names the earliest of scheduled and failed jobs", async () => {
    await enqueue(scene, {}, { runAt: scene.now + 5_000 });
    await execute(scene, FAILED);
    expect((await take(scene)).nextRunAt).toBe(scene.now + 2_000);

    scene.pass(2_000);
    expect((await take(scene)).nextRunAt).toBe(scene.now + 3_000);
  });

  test("so many at a time, the oldest first, until none is due", async () => {
    const specs = Array.from({ length: 2_500 }, (_, i) => ({
      id: `j${i}`,
      command: "true",
      runAt: scene.now + 2_500 - i,
    }));
    await scene.store.enqueueMany(specs, scene.now);
    scene.pass(10_000);

    let turns = 0;
    for (let due = true; due; turns++) {
      const { nextRunAt } = await take(scene);
      if (turns === 0) expect(await scene.store.job("j2499")).toMatchObject({ state: "pending" });
      if (turns === 0) expect(await scene.store.job("j0")).toMatchObject({ state: "scheduled" });
      due = nextRunAt !== null && nextRunAt <= scene.now;
    }

    expect(turns).toBeGreaterThan(1);
    expect((await scene.store.status(scene.now)).jobs).toMatchObject({ pending: 2_500, scheduled: 0 });
  });
}
