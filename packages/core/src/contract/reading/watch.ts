import { expect, test } from "bun:test";
import type { Scene } from "../scene/scene.ts";
import { enqueue, runner, take } from "../scene/steps.ts";

/** Longer than any test: what is heard within it was signalled, not polled. */
const NEVER = () => 3_000_000_000;

export function watchContract(scene: Scene): void {
  test("hears of another process's changes without waiting for the poll", async () => {
    const heard = Promise.withResolvers<void>();
    const watcher = await scene.another();
    const watch = watcher.watch(heard.resolve, NEVER);

    await enqueue(scene, {});

    await heard.promise;
    watch.close();
  });

  test("hears of every later change, too", async () => {
    const watcher = await scene.another();
    let heard = Promise.withResolvers<void>();
    const watch = watcher.watch(() => heard.resolve(), NEVER);
    await scene.store.register(runner(), scene.now);
    await heard.promise;

    for (const act of [
      () => enqueue(scene, {}),
      () => take(scene, { capacity: 1 }),
      () => scene.store.cancel("job1", 1),
    ]) {
      heard = Promise.withResolvers<void>();
      await act();
      await heard.promise;
    }
    watch.close();
  });

  test("the poll finds what did not signal itself", async () => {
    const watcher = await scene.another();
    await scene.store.register(runner(), scene.now);
    const heard = Promise.withResolvers<void>();
    const watch = watcher.watch(heard.resolve, () => 5);

    scene.pass(1);
    await scene.store.heartbeat(runner().id, scene.now);

    await heard.promise;
    watch.close();
  });

  test("hears of changes through the same store", async () => {
    const heard = Promise.withResolvers<void>();
    const watch = scene.store.watch(heard.resolve, NEVER);
    await enqueue(scene, {});
    await heard.promise;
    watch.close();
  });

  test("hears nothing once it is closed, and closing twice is fine", async () => {
    let calls = 0;
    const deaf = scene.store.watch(
      () => calls++,
      () => 1,
    );
    deaf.close();
    deaf.close();
    const heard = Promise.withResolvers<void>();
    const other = scene.store.watch(heard.resolve, () => 1);

    await (await scene.another()).enqueue([{ command: "true" }], scene.now);
    await heard.promise;

    other.close();
    expect(calls).toBe(0);
  });
}
