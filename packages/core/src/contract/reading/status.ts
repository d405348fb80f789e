import { beforeEach, expect, test } from "bun:test";
import type { Scene } from "../scene/scene.ts";
import { claimOne, DONE, enqueue, execute, FAILED, RUNNER, runner, settle, take } from "../scene/steps.ts";

export function statusContract(scene: Scene): void {
  beforeEach(() => scene.store.register(runner(), scene.now));

  const status = () => scene.store.status(scene.now);

  test("nothing yet", async () => {
    const { jobs, queues, oldestDueAt, nextRunAt, lastMinute } = await status();
    expect(Object.values(jobs)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect({ queues, oldestDueAt, nextRunAt, lastMinute }).toEqual({
      queues: [],
      oldestDueAt: null,
      nextRunAt: null,
      lastMinute: { completed: 0, failed: 0 },
    });
  });

  test("counts by state and queue, through a whole life", async () => {
    await enqueue(scene, {}, {}, { queue: "mail", runAt: scene.now + 5_000 }, { queue: "mail" }, {});
    await execute(scene, DONE);
    await execute(scene, FAILED);
    await claimOne(scene);
    await scene.store.cancel("job5", scene.now);

    const { jobs, queues, nextRunAt } = await status();

    expect(jobs).toEqual({ scheduled: 1, pending: 0, processing: 1, failed: 1, completed: 1, dead: 0, cancelled: 1 });
    expect(queues).toMatchObject([
      { name: "default", paused: false, jobs: { completed: 1, failed: 1, cancelled: 1, scheduled: 0 } },
      { name: "mail", paused: false, jobs: { processing: 1, scheduled: 1, completed: 0 } },
    ]);
    expect(nextRunAt).toBe(scene.now + 2_000);
  });

  test("a queue goes away with its last job", async () => {
    await enqueue(scene, { queue: "a" }, { queue: "a" }, { queue: "b" }, { queue: "c" });
    await execute(scene, DONE);
    await scene.store.bulk({ action: "delete", states: ["pending"], queue: "c" }, scene.now);
    await scene.store.delete("job2", scene.now);
    expect((await status()).queues.map(({ name }) => name)).toEqual(["a", "b"]);
    scene.pass(1);
    await scene.store.prune({ states: ["completed"], finishedBefore: scene.now }, scene.now);
    expect(await status()).toMatchObject({ queueCount: 1, queues: [{ name: "b" }] });

    await enqueue(scene, { queue: "c" });
    expect(await status()).toMatchObject({ queueCount: 2, jobs: { pending: 2, completed: 0 } });
  });

  test("of many queues, tells of those in which something goes on; the others come by the page", async () => {
    const specs = Array.from({ length: 150 }, (_, i) => ({ id: `j${i}`, command: "true", queue: `q${1000 + i}` }));
    await scene.store.enqueueMany(specs, scene.now);
    await scene.store.bulk({ action: "cancel" }, scene.now);
    await scene.store.retry("j140", ["cancelled"], scene.now);
    await scene.store.setPaused("q1149", true, scene.now);

    const { jobs, queues, queueCount } = await status();

    expect(jobs).toMatchObject({ pending: 1, cancelled: 149 });
    expect(queueCount).toBe(150);
    expect(queues).toHaveLength(100);
    expect(queues.slice(-3).map(({ name }) => name)).toEqual(["q1097", "q1140", "q1149"]);
    const page = await scene.store.queues({ after: "q1098", limit: 2 });
    expect(page.map(({ name }) => name)).toEqual(["q1099", "q1100"]);
    expect(await scene.store.queues({ after: "q1149", limit: 2 })).toEqual([]);
  });

  test("tells which queues have something to claim", async () => {
    await enqueue(
      scene,
      { queue: "a" },
      { queue: "b", priority: 1 },
      { queue: "c", runAt: scene.now + 9 },
      { queue: "d" },
    );
    await enqueue(scene, { id: "e", queue: "e" });
    await scene.store.setPaused("d", true, scene.now);
    const waiting = (queues: string[] | null, excludedQueues: string[] = [], limit = 9) =>
      scene.store.waitingQueues({ queues, excludedQueues }, limit);
    expect(await waiting(null)).toEqual(["b", "a", "e"]);
    expect(await waiting(null, ["b", "nowhere"], 1)).toEqual(["a"]);
    expect(await waiting(["e", "d", "a", "a", "nowhere"])).toEqual(["a", "e"]);
    expect(await waiting([])).toEqual([]);
  });

  test("names the pending job that has waited longest, not the next one", async () => {
    await enqueue(scene, { priority: 0 });
    scene.pass(10);
    await scene.store.enqueue([{ id: "urgent", command: "true", priority: 9 }], scene.now);
    expect((await status()).oldestDueAt).toBe(scene.now - 10);
  });

  test("a job waits since it was there, though its run_at is long past", async () => {
    scene.pass(5_000);
    await enqueue(scene, { runAt: 0 });
    await scene.store.enqueueMany([{ id: "job2", command: "true", runAt: 1 }], scene.now);
    scene.pass(10);
    await scene.store.heartbeat(RUNNER, scene.now);

    expect((await status()).oldestDueAt).toBe(scene.now - 10);
    expect((await scene.store.history(0, 10_000)).at(-1)?.oldestDueAt).toBe(scene.now - 10);
    expect(await scene.store.job("job1")).toMatchObject({ runAt: 0 });
    await take(scene, { capacity: 2 });
    expect((await scene.store.totals()).waits.sumMs).toBe(20);
  });

  test("one that was scheduled waits since it was due, and one retried since then", async () => {
    await enqueue(scene, { runAt: scene.now + 1_000 });
    scene.pass(1_500);
    await take(scene);
    expect((await status()).oldestDueAt).toBe(scene.now - 500);
    await scene.store.cancel("job1", scene.now);
    scene.pass(1_000);
    await scene.store.retry("job1", ["cancelled"], scene.now);
    expect((await status()).oldestDueAt).toBe(scene.now);
    scene.pass(7);
    await claimOne(scene);
    expect((await scene.store.totals()).waits.sumMs).toBe(7);
  });

  test("a clock that is set back makes no wait shorter than none", async () => {
    await enqueue(scene, {}, { runAt: 0 });
    scene.pass(-60_000);
    await take(scene, { capacity: 2 });
    expect((await scene.store.totals()).waits.sumMs).toBe(0);
  });

  test("a job that comes back has waited since then, not since it was first due", async () => {
    await enqueue(scene, {});
    const claim = await claimOne(scene);
    expect((await status()).oldestDueAt).toBeNull();
    scene.pass(36_000_000);
    await settle(scene, claim, { kind: "lost", because: "runner-died" });
    expect((await status()).oldestDueAt).toBe(scene.now);
  });

  test("tells what ended in the last minute", async () => {
    await enqueue(scene, {}, {}, {}, {});
    await execute(scene, DONE);
    await execute(scene, FAILED);
    scene.pass(30_000);
    await scene.store.cancel("job2", scene.now);
    await execute(scene, DONE);
    expect((await status()).lastMinute).toEqual({ completed: 2, failed: 1 });

    scene.pass(40_000);
    expect((await status()).lastMinute).toEqual({ completed: 1, failed: 0 });
    scene.pass(60_000);
    expect((await status()).lastMinute).toEqual({ completed: 0, failed: 0 });
  });

  test("forgets after a day, and goes on counting", async () => {
    await enqueue(scene, {}, {});
    await execute(scene, DONE);
    scene.pass(2 * 86_400_000);
    await execute(scene, DONE);
    expect((await status()).lastMinute).toEqual({ completed: 1, failed: 0 });
  });

  test("is well", async () => {
    await take(scene);
    const { ok, checks } = await scene.store.health();
    expect(ok).toBe(true);
    expect(checks.length).toBeGreaterThan(0);
    for (const check of checks) expect(check).toMatchObject({ ok: true, reason: null });
  });
}
