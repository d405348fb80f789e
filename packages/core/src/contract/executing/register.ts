import { expect, test } from "bun:test";
import { InvalidInput, NotFound } from "../../domain/errors.ts";
import type { Scene } from "../scene/scene.ts";
import { claimOne, DONE, enqueue, RUNNER, runner, settle } from "../scene/steps.ts";

export function registerContract(scene: Scene): void {
  test("makes a runner and its life known to others", async () => {
    await scene.store.register(runner("a", { workers: 3, queues: ["mail"], version: "1.2.3" }), scene.now);
    scene.pass(1);
    await scene.store.register(runner("b"), scene.now);

    const seen = await (await scene.another()).runners(scene.now);

    expect(seen).toMatchObject([
      { id: "a", workers: 3, queues: ["mail"], version: "1.2.3", pid: process.pid, alive: true, stopRequested: null },
      { id: "b", queues: null, startedAt: scene.now, heartbeatAt: scene.now },
    ]);
    expect(seen[0]?.processStart).toBeString();
  });

  test("tells which queues a runner leaves out", async () => {
    await scene.store.register(runner("a", { excludedQueues: ["mail"] }), scene.now);
    const other = await scene.another();
    expect(await other.runners(scene.now)).toMatchObject([{ queues: null, excludedQueues: ["mail"] }]);
    expect(await other.servedQueues()).toEqual([{ queues: null, excludedQueues: ["mail"] }]);
  });

  test("an old heartbeat does not kill who lives", async () => {
    const other = await scene.another();
    await other.register(runner(), scene.now);
    scene.pass(86_400_000);
    expect(await scene.store.runners(scene.now)).toMatchObject([{ alive: true }]);

    await other.heartbeat(RUNNER, scene.now);
    expect(await scene.store.runners(scene.now)).toMatchObject([{ heartbeatAt: scene.now }]);
  });

  test("a runner whose process ends is dead at once", async () => {
    const other = await scene.another();
    await other.register(runner(), scene.now);
    await other.close();
    expect(await scene.store.runners(scene.now)).toMatchObject([{ id: RUNNER, alive: false }]);
  });

  test("deregistering forgets a runner, and twice is fine", async () => {
    await scene.store.register(runner(), scene.now);
    await scene.store.deregister(RUNNER);
    await scene.store.deregister(RUNNER);
    expect(await scene.store.runners(scene.now)).toEqual([]);
    await expect(scene.store.heartbeat(RUNNER, scene.now)).rejects.toThrow(NotFound);
  });

  test("a runner that leaves with leases is dead, not forgotten", async () => {
    await scene.store.register(runner(), scene.now);
    await enqueue(scene, {});
    const claim = await claimOne(scene);

    await scene.store.deregister(RUNNER);

    expect(await scene.store.runners(scene.now)).toMatchObject([{ id: RUNNER, alive: false }]);
    await settle(scene, claim, DONE);
  });

  test("refuses a name that is taken, by the living and by the dead", async () => {
    const other = await scene.another();
    await other.register(runner(), scene.now);
    await expect(scene.store.register(runner(), scene.now)).rejects.toThrow(InvalidInput);
    expect(await scene.store.runners(scene.now)).toMatchObject([{ alive: true }]);

    await other.close();
    await expect(scene.store.register(runner(), scene.now)).rejects.toThrow(InvalidInput);
    expect(await scene.store.runners(scene.now)).toMatchObject([{ alive: false }]);
  });

  test("refuses a name that is none", async () => {
    await expect(scene.store.register(runner("../x"), scene.now)).rejects.toThrow(InvalidInput);
  });
}
