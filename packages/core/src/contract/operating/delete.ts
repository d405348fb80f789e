import { beforeEach, expect, test } from "bun:test";
import { JobConflict, JobNotFound } from "../../domain/errors.ts";
import type { Scene } from "../scene/scene.ts";
import { claimOne, enqueue, execute, FAILED, LIMITS, piece, runner, settle } from "../scene/steps.ts";

export function deleteContract(scene: Scene): void {
  beforeEach(() => scene.store.register(runner(), scene.now));

  test("removes a job with its attempts and output", async () => {
    await enqueue(scene, {}, {});
    const claim = await claimOne(scene);
    await scene.store.ship(claim.lease, [piece("gone")], LIMITS);
    await settle(scene, claim, FAILED);

    await scene.store.delete("job1", scene.now);

    expect(await scene.store.job("job1")).toBeNull();
    expect(await scene.store.attempts("job1")).toEqual([]);
    expect(await scene.store.output("job1", { attempt: 1, limit: 1 })).toEqual([]);
    expect(await scene.store.jobs({ limit: 9 })).toMatchObject([{ id: "job2" }]);
  });

  test("however much output there is", async () => {
    await enqueue(scene, {});
    const claim = await claimOne(scene);
    for (let i = 0; i < 12; i++) {
      const pieces = Array.from({ length: 100 }, (_, n) => piece("x", i * 100 + n));
      await scene.store.ship(claim.lease, pieces, LIMITS);
    }
    await settle(scene, claim, FAILED);

    await scene.store.delete("job1", scene.now);

    expect(await scene.store.jobs({ limit: 1 })).toEqual([]);
  });

  test("what was left behind does not belong to the next job of that id", async () => {
    await enqueue(scene, {});
    await execute(scene, FAILED);
    await scene.store.delete("job1", scene.now);
    await enqueue(scene, {});
    expect(await scene.store.job("job1")).toMatchObject({ last: null, attempts: 0 });
  });

  test("refuses a job that is being executed, and an unknown one", async () => {
    await enqueue(scene, {});
    await claimOne(scene);
    const refusal = await scene.store.delete("job1", scene.now).catch((error: unknown) => error as JobConflict);
    expect(refusal).toBeInstanceOf(JobConflict);
    expect(refusal).toMatchObject({ fix: "cancel it first: queuectl cancel job1" });
    expect(await scene.store.job("job1")).toMatchObject({ state: "processing" });
    await expect(scene.store.delete("nobody", scene.now)).rejects.toThrow(new JobNotFound("nobody"));
  });
}
