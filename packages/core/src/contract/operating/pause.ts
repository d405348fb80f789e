import { beforeEach, expect, test } from "bun:test";
import { NotFound } from "../../domain/errors.ts";
import type { Scene } from "../scene/scene.ts";
import { claimOne, DONE, enqueue, runner, settle, take } from "../scene/steps.ts";

export function pauseContract(scene: Scene): void {
  beforeEach(() => scene.store.register(runner(), scene.now));

  const claimed = async () => (await take(scene, { capacity: 9 })).claimed.map(({ job }) => job.id);

  test("a paused queue gives nothing away until it is resumed; others do", async () => {
    await enqueue(scene, { queue: "mail" }, { queue: "other" });

    const paused = await scene.store.setPaused("mail", true, scene.now);

    expect(paused).toMatchObject({ name: "mail", paused: true, jobs: { pending: 1 } });
    expect(await claimed()).toEqual(["job2"]);
    expect((await scene.store.status(scene.now)).queues).toMatchObject([
      { name: "mail", paused: true },
      { name: "other", paused: false },
    ]);

    expect(await scene.store.setPaused("mail", false, scene.now)).toMatchObject({ paused: false });
    expect(await claimed()).toEqual(["job1"]);
  });

  test("it takes jobs in, what became due waits in it, and what executes completes", async () => {
    await enqueue(scene, { queue: "mail" }, { queue: "mail", runAt: scene.now + 1_000 });
    const claim = await claimOne(scene);
    await scene.store.setPaused("mail", true, scene.now);
    await scene.store.enqueue([{ id: "job3", command: "true", queue: "mail" }], scene.now);
    scene.pass(1_000);

    await settle(scene, claim, DONE);

    expect(await claimed()).toEqual([]);
    expect((await scene.store.status(scene.now)).jobs).toMatchObject({ completed: 1, pending: 2, scheduled: 0 });
  });

  test("its answer counts what was written together with it", async () => {
    await enqueue(scene, {});
    const { store, now } = scene;
    const [, paused] = await Promise.all([store.cancel("job1", now), store.setPaused("default", true, now)]);
    expect(paused).toMatchObject({ jobs: { pending: 0, cancelled: 1 } });
  });

  test("saying it again is fine", async () => {
    await enqueue(scene, {});
    await scene.store.setPaused("default", true, scene.now);
    expect(await scene.store.setPaused("default", true, scene.now)).toMatchObject({ paused: true });
  });

  test("wakes who waits for work when it is resumed", async () => {
    await enqueue(scene, {});
    await scene.store.setPaused("default", true, scene.now);
    const { promise, resolve } = Promise.withResolvers<void>();
    const watch = (await scene.another()).watch(resolve, () => 60_000);
    await scene.store.setPaused("default", false, scene.now);
    await promise;
    watch.close();
  });

  test("refuses a queue that never had a job, and one whose jobs are all gone", async () => {
    await expect(scene.store.setPaused("nowhere", true, scene.now)).rejects.toThrow(NotFound);
    await enqueue(scene, { queue: "mail" });
    await scene.store.delete("job1", scene.now);
    await expect(scene.store.setPaused("mail", true, scene.now)).rejects.toThrow(NotFound);
  });

  test("a paused queue stays, and stays paused, though it has no job, until it is resumed", async () => {
    const names = async () => (await scene.store.queues({ limit: 9 })).map(({ name }) => name);
    await enqueue(scene, { queue: "mail" });
    await scene.store.setPaused("mail", true, scene.now);
    await scene.store.delete("job1", scene.now);
    expect(await names()).toEqual(["mail"]);
    await enqueue(scene, { queue: "mail" });
    expect(await claimed()).toEqual([]);
    await scene.store.delete("job1", scene.now);

    expect(await scene.store.setPaused("mail", false, scene.now)).toMatchObject({
      paused: false,
      jobs: { pending: 0 },
    });
    expect(await names()).toEqual([]);
    expect((await scene.store.status(scene.now)).queueCount).toBe(0);
  });
}
