import { beforeEach, expect, test } from "bun:test";
import { JobConflict, JobNotFound } from "../../domain/errors.ts";
import { RETRYABLE_STATES } from "../../domain/state.ts";
import type { Scene } from "../scene/scene.ts";
import { claimOne, DONE, enqueue, execute, FAILED, runner } from "../scene/steps.ts";

export function retryContract(scene: Scene): void {
  beforeEach(() => scene.store.register(runner(), scene.now));

  test("a dead job starts over, and its history goes on", async () => {
    await enqueue(scene, { maxRetries: 0 });
    await execute(scene, FAILED);
    scene.pass(50);

    const job = await scene.store.retry("job1", ["dead"], scene.now);

    expect(job).toMatchObject({ state: "pending", attempts: 0, crashes: 0, runAt: scene.now, finishedAt: null });
    expect(job.last).toMatchObject({ number: 1, exitCode: 1 });
    expect((await claimOne(scene)).lease.attempt).toBe(2);
  });

  test("so do failed, cancelled and completed ones where that is asked for", async () => {
    await enqueue(scene, {}, {}, {});
    await execute(scene, FAILED);
    await execute(scene, DONE);
    await scene.store.cancel("job3", scene.now);

    for (const id of ["job1", "job2", "job3"]) await scene.store.retry(id, RETRYABLE_STATES, scene.now);

    expect((await scene.store.status(scene.now)).jobs).toMatchObject({
      pending: 3,
      failed: 0,
      completed: 0,
      cancelled: 0,
    });
  });

  test("refuses the states that were not named, with the way out", async () => {
    await enqueue(scene, {}, {}, { runAt: scene.now + 1 });
    await execute(scene, DONE);
    await claimOne(scene);

    const refusal = async (id: string, from: Parameters<typeof scene.store.retry>[1]) =>
      scene.store.retry(id, from, scene.now).catch((error: unknown) => error as JobConflict);

    expect(await refusal("job1", ["dead"])).toMatchObject({
      message: "job1 is completed; only dead jobs can be retried",
      fix: "queuectl retry job1",
    });
    expect(await refusal("job2", RETRYABLE_STATES)).toMatchObject({ fix: "cancel it first: queuectl cancel job2" });
    expect(await refusal("job3", RETRYABLE_STATES)).toBeInstanceOf(JobConflict);
    expect((await scene.store.status(scene.now)).jobs).toMatchObject({ completed: 1, processing: 1, scheduled: 1 });
  });

  test("refuses what may not be executed any more; a PATH that was recorded before is passed over", async () => {
    const PATH = process.env["PATH"] ?? "";
    await enqueue(
      scene,
      { command: ["true"], env: { PATH } },
      { command: ["true"], env: { BASH_ENV: "x" } },
      { command: ["false"] },
    );
    for (const id of ["job1", "job2", "job3"]) await scene.store.cancel(id, scene.now);
    await scene.store.configure({ "allowed-commands": "true" }, scene.now);
    const retry = (id: string) => scene.store.retry(id, RETRYABLE_STATES, scene.now);

    await expect(retry("job2")).rejects.toThrow("env: BASH_ENV is not among the allowed-variables");
    await expect(retry("job3")).rejects.toThrow("is not among the allowed-commands");
    expect(await retry("job1")).toMatchObject({ state: "pending" });
    expect((await scene.store.status(scene.now)).jobs).toMatchObject({ pending: 1, cancelled: 2 });
  });

  test("refuses an unknown id", async () => {
    await expect(scene.store.retry("nobody", ["dead"], scene.now)).rejects.toThrow(new JobNotFound("nobody"));
  });
}
