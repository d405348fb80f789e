import { beforeEach, expect, test } from "bun:test";
import { NotFound } from "../../domain/errors.ts";
import type { Scene } from "../scene/scene.ts";
import { enqueue, RUNNER, runner, take } from "../scene/steps.ts";

export function stopContract(scene: Scene): void {
  beforeEach(async () => {
    await scene.store.register(runner(), scene.now);
    await scene.store.register(runner("runner2"), scene.now + 1);
  });

  test("one runner is asked, and hears of it in its turn", async () => {
    const asked = await scene.store.requestStop("runner2", "drain", scene.now);

    expect(asked).toMatchObject([{ id: "runner2", stopRequested: "drain", alive: true }]);
    expect((await take(scene, { runner: "runner2" })).stopRequested).toBe("drain");
    expect((await take(scene)).stopRequested).toBeNull();
  });

  test("it hears of it in a turn that writes, too", async () => {
    await enqueue(scene, {});
    await scene.store.requestStop(RUNNER, "drain", scene.now);
    expect(await take(scene, { capacity: 1 })).toMatchObject({ stopRequested: "drain", claimed: [{}] });
  });

  test("all are asked that are registered now, and none that come later", async () => {
    expect(await scene.store.requestStop(null, "drain", scene.now)).toHaveLength(2);
    await scene.store.register(runner("later"), scene.now);
    expect((await take(scene, { runner: "later" })).stopRequested).toBeNull();
  });

  test("interrupt overrides drain, and is not taken back", async () => {
    await scene.store.requestStop(RUNNER, "drain", scene.now);
    await scene.store.requestStop(RUNNER, "interrupt", scene.now);
    await scene.store.requestStop(RUNNER, "drain", scene.now);
    expect((await take(scene)).stopRequested).toBe("interrupt");
  });

  test("nobody to ask is fine for all, not for one", async () => {
    await scene.store.deregister(RUNNER);
    await scene.store.deregister("runner2");
    expect(await scene.store.requestStop(null, "drain", scene.now)).toEqual([]);
    await expect(scene.store.requestStop(RUNNER, "drain", scene.now)).rejects.toThrow(NotFound);
  });
}
