import { expect, test } from "bun:test";
import { JobExists } from "../../domain/errors.ts";
import type { Scene } from "../scene/scene.ts";
import { enqueue } from "../scene/steps.ts";

export function enqueueManyContract(scene: Scene): void {
  test("takes any number of jobs from an iterable", async () => {
    function* specs() {
      for (let i = 1; i <= 2_345; i++) yield { id: `bulk${i}`, command: "true", queue: i % 2 ? "odd" : "even" };
    }

    expect(await scene.store.enqueueMany(specs(), scene.now)).toBe(2_345);

    expect((await scene.store.status(scene.now)).jobs.pending).toBe(2_345);
    expect(await scene.store.jobs({ limit: 2, after: "bulk2343" })).toMatchObject([
      { id: "bulk2344" },
      { id: "bulk2345" },
    ]);
  });

  test("takes batches as they come, and keeps nobody waiting meanwhile", async () => {
    async function* batches() {
      yield [{ id: "bulk1", command: "true" }];
      yield [];
      await enqueue(scene, { id: "meanwhile" });
      await scene.store.enqueueMany([{ id: "many", command: "true" }], scene.now);
      await (await scene.another()).configure({ "max-retries": "7" }, scene.now);
      yield [
        { command: ["a", "b"], env: { A: "1" } },
        { command: "true", maxRetries: 1, runAt: scene.now + 1 },
      ];
    }

    expect(await scene.store.enqueueMany(batches(), scene.now)).toBe(3);

    expect(await scene.store.jobs({ limit: 9 })).toMatchObject([
      { id: "meanwhile" },
      { id: "many", maxRetries: 3 },
      { id: "bulk1", maxRetries: 7, env: {} },
      { command: ["a", "b"], env: { A: "1" }, maxRetries: 7, state: "pending" },
      { maxRetries: 1, state: "scheduled" },
    ]);
  });

  test("keeps for each of many where it is to run, be it as the first one or not", async () => {
    const surroundings = [
      { cwd: "/tmp", env: { A: "1" } },
      { cwd: "/tmp", env: { A: "1" } },
      { cwd: "/", env: { A: "1" } },
      { cwd: "/tmp", env: { A: "2" } },
      { cwd: "/tmp" },
      { env: { A: "1" } },
      {},
    ];
    await scene.store.enqueueMany(
      surroundings.map((each) => ({ ...each, command: "true" })),
      scene.now,
    );

    expect((await scene.store.jobs({ limit: 9 })).map(({ cwd, env }) => ({ cwd, env }))).toEqual(
      surroundings.map(({ cwd = null, env = {} }) => ({ cwd, env })),
    );
  });

  test("says which of many jobs has an id that is taken, or that one before it has", async () => {
    await enqueue(scene, { id: "taken" });
    const many = (...ids: string[]) =>
      scene.store.enqueueMany(
        ids.map((id) => ({ id, command: "true" })),
        scene.now,
      );

    await expect(many("a", "b", "taken", "c")).rejects.toMatchObject({ id: "taken", index: 2, earlier: null });
    await expect(many("a", "b", "b", "taken")).rejects.toMatchObject({ id: "b", index: 2, earlier: 1 });
    await expect(enqueue(scene, { id: "a" }, { id: "b" }, { id: "b" })).rejects.toMatchObject({ index: 2, earlier: 1 });
    expect((await scene.store.status(scene.now)).jobs.pending).toBe(1);
  });

  test("takes none from an iterable that throws, or that repeats an id", async () => {
    function* broken() {
      yield { id: "first", command: "true" };
      throw new Error("the pipe broke");
    }

    await expect(scene.store.enqueueMany(broken(), scene.now)).rejects.toThrow("the pipe broke");
    await enqueue(scene, { id: "taken" });
    const repeated = [{ command: "true" }, { id: "taken", command: "true" }];
    await expect(scene.store.enqueueMany(repeated, scene.now)).rejects.toThrow(JobExists);

    expect((await scene.store.jobs({ limit: 9 })).map(({ id }) => id)).toEqual(["taken"]);
  });
}
