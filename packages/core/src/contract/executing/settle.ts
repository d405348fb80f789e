import { beforeEach, expect, test } from "bun:test";
import type { Outcome } from "../../domain/attempt/outcome.ts";
import type { Scene } from "../scene/scene.ts";
import {
  claimOne,
  DONE,
  enqueue,
  execute,
  FAILED,
  LIMITS,
  piece,
  runner,
  settle,
  settlement,
  take,
  transcript,
} from "../scene/steps.ts";

export function settleContract(scene: Scene): void {
  beforeEach(async () => {
    await scene.store.register(runner(), scene.now);
    await enqueue(scene, { maxRetries: 1 });
  });

  test("exit code 0 completes a job", async () => {
    const claim = await claimOne(scene);
    scene.pass(7);

    const { fenced } = await settle(scene, claim, DONE);

    expect(fenced).toEqual([]);
    const job = await scene.store.job("job1");
    expect(job).toMatchObject({ state: "completed", attempts: 1, runner: null, finishedAt: scene.now });
    expect(job?.last).toMatchObject({ outcome: "exited", exitCode: 0, error: null, finishedAt: scene.now });
    expect(await scene.store.holding([claim.lease])).toEqual([]);
  });

  test("a failure waits for its retry, and the last one buries the job", async () => {
    await execute(scene, FAILED);
    expect(await scene.store.job("job1")).toMatchObject({
      state: "failed",
      runAt: scene.now + 2_000,
      finishedAt: null,
    });

    scene.pass(2_000);
    await execute(scene, FAILED);

    const job = await scene.store.job("job1");
    expect(job).toMatchObject({ state: "dead", attempts: 2, finishedAt: scene.now });
    expect(job?.last?.error).toBe("exit code 1, after 2 executions");
    expect(await scene.store.attempts("job1")).toMatchObject([{ number: 1 }, { number: 2 }]);
  });

  test.each<[Outcome, object]>([
    [
      { kind: "signalled", signal: "SIGKILL" },
      { signal: "SIGKILL", exitCode: null, error: "ended by SIGKILL" },
    ],
    [{ kind: "timed-out", afterMs: 1_500 }, { error: "timed out after 1.5s" }],
    [{ kind: "spawn-failed", reason: "no such file" }, { error: "no such file" }],
    [
      { kind: "exited", exitCode: 127 },
      { exitCode: 127, error: "exit code 127" },
    ],
  ])("records %j", async (outcome, expected) => {
    await execute(scene, outcome);
    expect(await scene.store.job("job1")).toMatchObject({
      state: "failed",
      last: { outcome: outcome.kind, ...expected },
    });
  });

  test("an interrupted attempt is refunded, its number is not", async () => {
    await execute(scene, { kind: "interrupted" });
    expect(await scene.store.job("job1")).toMatchObject({ state: "pending", attempts: 0, crashes: 0, runner: null });

    expect((await claimOne(scene)).lease.attempt).toBe(2);
  });

  test("an interruption leaves the losses in a row as they are", async () => {
    await execute(scene, { kind: "lost", because: "runner-died" });
    await execute(scene, { kind: "interrupted" });
    expect(await scene.store.job("job1")).toMatchObject({ state: "pending", attempts: 0, crashes: 1 });
  });

  test("the third loss in a row buries a job; a reboot does not count", async () => {
    await execute(scene, { kind: "lost", because: "runner-died" });
    await execute(scene, { kind: "lost", because: "rebooted" });
    await execute(scene, { kind: "lost", because: "worker-died" });
    expect(await scene.store.job("job1")).toMatchObject({ state: "pending", attempts: 0, crashes: 2 });

    await execute(scene, { kind: "lost", because: "runner-died" });

    expect(await scene.store.job("job1")).toMatchObject({
      state: "dead",
      attempts: 0,
      crashes: 3,
      last: { number: 4, outcome: "lost", error: "crashed its runner 3 times" },
    });
  });

  test("any other end sets the losses back to 0", async () => {
    await execute(scene, { kind: "lost", because: "runner-died" });
    await execute(scene, FAILED);
    expect(await scene.store.job("job1")).toMatchObject({ state: "failed", attempts: 1, crashes: 0 });
  });

  test("a second result for the same attempt changes nothing, and is named", async () => {
    const claim = await claimOne(scene);
    await settle(scene, claim, DONE);
    const before = await scene.store.job("job1");
    scene.pass(1);

    const { fenced } = await settle(scene, claim, FAILED);

    expect(fenced).toEqual([claim.lease]);
    expect(await scene.store.job("job1")).toEqual(before);
  });

  test("of two results in one turn the first counts", async () => {
    const claim = await claimOne(scene);
    const settled = [settlement(scene, claim, DONE), settlement(scene, claim, FAILED)];

    const { fenced } = await take(scene, { settled });

    expect(fenced).toEqual([claim.lease]);
    expect(await scene.store.job("job1")).toMatchObject({ state: "completed", last: { exitCode: 0 } });
  });

  test("a result whose lease is gone changes nothing, though the job is being executed again", async () => {
    const late = await claimOne(scene);
    await settle(scene, late, { kind: "interrupted" });
    const winner = await claimOne(scene);

    const { fenced } = await settle(scene, late, DONE);

    expect(fenced).toEqual([late.lease]);
    expect(await scene.store.job("job1")).toEqual(winner.job);
    expect(await scene.store.attempts("job1")).toMatchObject([{ outcome: "interrupted" }, { outcome: null }]);
  });

  test.each(["nonce", "attempt", "seq"] as const)("a lease with a wrong %s settles nothing", async (field) => {
    const claim = await claimOne(scene);
    const lease = { ...claim.lease, [field]: field === "nonce" ? "0" : 99 };

    const { fenced } = await settle(scene, { ...claim, lease }, DONE);

    expect(fenced).toEqual([lease]);
    expect(await scene.store.job("job1")).toMatchObject({ state: "processing" });
  });

  test("output that travels with a result is stored with it, and not without it", async () => {
    const claim = await claimOne(scene);
    await take(scene, { settled: [settlement(scene, claim, DONE, [piece("bye")])] });
    await take(scene, { settled: [settlement(scene, claim, DONE, [piece("too late", 3)])] });

    expect(await transcript(scene, "job1")).toBe("stdout@0:bye");
    expect(await scene.store.job("job1")).toMatchObject({ last: { stdoutBytes: 3, stderrBytes: 0 } });
  });

  test("settles, promotes and claims in one turn", async () => {
    await enqueue(scene, { id: "next" }, { id: "soon", runAt: scene.now + 10, priority: 1 });
    const claim = await claimOne(scene);
    scene.pass(10);

    const settled = { ...settlement(scene, claim, DONE), limits: LIMITS };
    const { claimed } = await take(scene, { settled: [settled], capacity: 1 });

    expect(claimed.map(({ job }) => job.id)).toEqual(["soon"]);
  });
}
