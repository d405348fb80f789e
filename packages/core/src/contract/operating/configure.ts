import { expect, test } from "bun:test";
import { readConfig } from "../../domain/config/config.ts";
import type { Scene } from "../scene/scene.ts";

export function configureContract(scene: Scene): void {
  test("every key has its default", async () => {
    expect(await scene.store.config()).toEqual(readConfig(new Map()));
  });

  test("several keys are set at once: nobody sees some of them", async () => {
    await scene.store.configure({ "kill-grace": "3s", "max-retries": "7" }, scene.now);
    const changes = { "max-retries": null, "kill-grace": "4s" };
    const other = await scene.another();
    const [, seen] = await Promise.all([scene.store.configure(changes, scene.now), other.config()]);
    expect([
      [3_000, 7],
      [4_000, 3],
    ]).toContainEqual([seen.killGraceMs, seen.maxRetries]);
    expect(await other.config()).toMatchObject({ killGraceMs: 4_000, maxRetries: 3 });
  });

  test("what is set is seen by others, and can be set back", async () => {
    const other = await scene.another();
    await scene.store.configure({ "kill-grace": "3s" }, scene.now);
    await scene.store.configure({ "kill-grace": "4s" }, scene.now);
    await scene.store.configure({ "allowed-commands": "ls,df" }, scene.now);
    expect(await other.config()).toMatchObject({ killGraceMs: 4_000, allowedCommands: ["ls", "df"], maxRetries: 3 });

    await other.configure({ "kill-grace": null }, scene.now);
    expect(await scene.store.config()).toMatchObject({ killGraceMs: 10_000 });
  });
}
