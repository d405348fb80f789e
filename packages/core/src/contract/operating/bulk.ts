import { beforeEach, expect, test } from "bun:test";
import type { Bulk } from "../../store/index.ts";
import type { Scene } from "../scene/scene.ts";
import { claimOne, DONE, enqueue, execute, FAILED, piece, runner, settlement, take } from "../scene/steps.ts";

export function bulkContract(scene: Scene): void {
  beforeEach(() => scene.store.register(runner(), scene.now));

  const counts = async () => (await scene.store.status(scene.now)).jobs;

  /** One job in each state, of the queue `mail` and of another. */
  async function oneOfEach(): Promise<void> {
    for (const queue of ["mail", "other"]) {
      const spec = (id: string) => ({ command: "true", queue, id: `${queue}-${id}` });
      await scene.store.enqueue([spec("done"), spec("failed")], scene.now);
      await scene.store.enqueue([{ ...spec("dead"), maxRetries: 0 }], scene.now);
      await execute(scene, DONE);
      await execute(scene, FAILED);
      await execute(scene, FAILED);
      await scene.store.enqueue([spec("runs")], scene.now);
      await claimOne(scene);
      await scene.store.enqueue([spec("cancelled")], scene.now);
      await scene.store.cancel(`${queue}-cancelled`, scene.now);
      await scene.store.enqueue([{ ...spec("later"), runAt: scene.now + 1e6 }], scene.now);
    }
    // Last, so that none of the claims is for them.
    for (const queue of ["mail", "other"]) await scene.store.enqueue([{ command: "true", queue }], scene.now);
  }

  test.each<[string, Bulk, number, object]>([
    [
      "cancels whatever can be cancelled, and asks what executes to end",
      { action: "cancel" },
      8,
      { scheduled: 0, pending: 0, failed: 0, processing: 2, cancelled: 8, completed: 2, dead: 2 },
    ],
    ["of one queue", { action: "cancel", queue: "mail" }, 4, { scheduled: 1, pending: 1, cancelled: 5 }],
    ["in one state", { action: "retry", states: ["dead"] }, 2, { dead: 0, pending: 4, failed: 2 }],
    [
      "retries whatever can be retried, each once",
      { action: "retry", queue: "other" },
      4,
      { pending: 6, failed: 1, dead: 1, completed: 1, cancelled: 1, processing: 2 },
    ],
    [
      "deletes whatever does not execute",
      { action: "delete" },
      12,
      { scheduled: 0, pending: 0, processing: 2, failed: 0, completed: 0, dead: 0, cancelled: 0 },
    ],
    ["passes over states that forbid it", { action: "cancel", states: ["completed", "dead"] }, 0, { cancelled: 2 }],
    ["an unknown queue has none", { action: "delete", queue: "nowhere" }, 0, { pending: 2 }],
  ])("%s", async (_, what, jobs, expected) => {
    await oneOfEach();
    const before = await counts();

    expect(await scene.store.bulk({ ...what, dryRun: true }, scene.now)).toBe(jobs);
    expect(await counts()).toEqual(before);
    expect(await scene.store.bulk(what, scene.now)).toBe(jobs);

    expect(await counts()).toMatchObject(expected);
  });

  test("what executes learns of its cancel", async () => {
    await enqueue(scene, {});
    const { lease } = await claimOne(scene);
    await scene.store.bulk({ action: "cancel" }, scene.now);
    expect((await take(scene)).cancelRequested).toEqual([lease]);
  });

  test("a retried job starts over, and its history goes on", async () => {
    await enqueue(scene, { maxRetries: 0 });
    await execute(scene, FAILED);
    await scene.store.bulk({ action: "retry" }, scene.now);
    expect(await scene.store.job("job1")).toMatchObject({ state: "pending", attempts: 0, finishedAt: null });
    expect((await claimOne(scene)).lease.attempt).toBe(2);
  });

  test("takes as many batches as it needs", async () => {
    const specs = Array.from({ length: 1_240 }, (_, i) => ({ command: "x", maxRetries: 0, queue: i % 2 ? "a" : "b" }));
    await scene.store.enqueueMany(specs, scene.now);
    for (let i = 0; i < 8; i++) await executeMany(scene, 155);

    expect(await scene.store.bulk({ action: "retry", queue: "a" }, scene.now)).toBe(620);
    expect(await counts()).toMatchObject({ dead: 620, pending: 620 });
    expect(await scene.store.bulk({ action: "retry" }, scene.now)).toBe(620);
    expect(await scene.store.bulk({ action: "retry" }, scene.now)).toBe(0);
    expect(await scene.store.bulk({ action: "delete" }, scene.now)).toBe(1_240);
    expect(await scene.store.jobs({ limit: 1 })).toEqual([]);
  });

  test("deletes a job that has more output than one batch may carry away", async () => {
    await enqueue(scene, {}, {});
    const claim = await claimOne(scene);
    for (let i = 0; i < 1_200; i++) {
      await scene.store.ship(claim.lease, [piece("x", i)], { headBytes: 1e6, tailBytes: 1e6 });
    }
    await take(scene, { settled: [settlement(scene, claim, DONE)] });
    expect(await scene.store.bulk({ action: "delete" }, scene.now)).toBe(2);
    expect(await scene.store.jobs({ limit: 1 })).toEqual([]);
  });
}

async function executeMany(scene: Scene, count: number): Promise<void> {
  const { claimed } = await take(scene, { capacity: count });
  await take(scene, { settled: claimed.map((claim) => settlement(scene, claim, FAILED)) });
}
