import { beforeEach, expect, test } from "bun:test";
import type { Outcome } from "../../domain/attempt/outcome.ts";
import { JobConflict, JobNotFound } from "../../domain/errors.ts";
import type { Scene } from "../scene/scene.ts";
import { claimOne, DONE, enqueue, execute, FAILED, runner, settle, take } from "../scene/steps.ts";

export function cancelContract(scene: Scene): void {
  beforeEach(() => scene.store.register(runner(), scene.now));

  test("ends a pending, a scheduled and a failed job at once", async () => {
    await enqueue(scene, {}, {}, { runAt: scene.now + 1_000 });
    await execute(scene, FAILED);
    scene.pass(10);

    for (const id of ["job1", "job2", "job3"]) {
      expect(await scene.store.cancel(id, scene.now)).toMatchObject({ state: "cancelled", finishedAt: scene.now });
    }

    scene.pass(10_000);
    expect((await take(scene, { capacity: 3 })).claimed).toEqual([]);
  });

  test("cancelling a cancelled job changes nothing", async () => {
    await enqueue(scene, {});
    const before = await scene.store.cancel("job1", scene.now);
    scene.pass(5);
    expect(await scene.store.cancel("job1", scene.now)).toEqual(before);
  });

  test("asks for the end of a job that is being executed, until it is settled", async () => {
    await enqueue(scene, {});
    const claim = await claimOne(scene);
    scene.pass(5);

    const asked = await scene.store.cancel("job1", scene.now);
    const again = await scene.store.cancel("job1", scene.now + 1);

    expect(asked).toMatchObject({ state: "processing", cancelRequestedAt: scene.now });
    expect(again.cancelRequestedAt).toBe(scene.now);
    expect((await take(scene)).cancelRequested).toEqual([claim.lease]);
    expect((await take(scene)).cancelRequested).toEqual([claim.lease]);

    expect((await settle(scene, claim, { kind: "cancelled" })).cancelRequested).toEqual([]);
    expect(await scene.store.job("job1")).toMatchObject({ state: "cancelled", cancelRequestedAt: null });
  });

  test("only its own runner hears of it", async () => {
    await scene.store.register(runner("runner2"), scene.now);
    await enqueue(scene, {});
    await claimOne(scene);
    await scene.store.cancel("job1", scene.now);
    expect((await take(scene, { runner: "runner2" })).cancelRequested).toEqual([]);
  });

  test.each<[Outcome, string]>([
    [FAILED, "cancelled"],
    [{ kind: "interrupted" }, "cancelled"],
    [{ kind: "lost", because: "runner-died" }, "cancelled"],
    [DONE, "completed"],
  ])("requested, and the attempt ends as %j: %s", async (outcome, state) => {
    await enqueue(scene, {});
    const claim = await claimOne(scene);
    await scene.store.cancel("job1", scene.now);

    await settle(scene, claim, outcome);

    expect(await scene.store.job("job1")).toMatchObject({ state, finishedAt: scene.now });
    scene.pass(60_000);
    expect((await take(scene, { capacity: 1 })).claimed).toEqual([]);
  });

  test("requested, and the last retry fails: dead", async () => {
    await enqueue(scene, { maxRetries: 0 });
    const claim = await claimOne(scene);
    await scene.store.cancel("job1", scene.now);
    await settle(scene, claim, FAILED);
    expect(await scene.store.job("job1")).toMatchObject({ state: "dead" });
  });

  test("refuses a finished job, and changes nothing", async () => {
    await enqueue(scene, {}, { maxRetries: 0 });
    await execute(scene, DONE);
    await execute(scene, FAILED);

    await expect(scene.store.cancel("job1", scene.now)).rejects.toThrow(JobConflict);
    await expect(scene.store.cancel("job2", scene.now)).rejects.toThrow("job2 is dead; only");

    expect(await scene.store.job("job1")).toMatchObject({ state: "completed" });
  });

  test("refuses an unknown id", async () => {
    await expect(scene.store.cancel("nobody", scene.now)).rejects.toThrow(new JobNotFound("nobody"));
  });
}
