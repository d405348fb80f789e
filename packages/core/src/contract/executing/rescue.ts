import { beforeEach, expect, test } from "bun:test";
import { NotFound } from "../../domain/errors.ts";
import type { Claim, JobStore } from "../../store/index.ts";
import type { Scene } from "../scene/scene.ts";
import {
  claimOne,
  DONE,
  enqueue,
  LIMITS,
  piece,
  RUNNER,
  runner,
  settle,
  start,
  take,
  transcript,
} from "../scene/steps.ts";

const LOST = { kind: "lost", because: "runner-died" } as const;

export function rescueContract(scene: Scene): void {
  let victim: JobStore;

  beforeEach(async () => {
    await scene.store.register(runner(), scene.now);
    victim = await scene.another();
    await victim.register(runner("victim"), scene.now);
    await enqueue(scene, {}, {});
  });

  const die = async (): Promise<Claim> => {
    const claim = await claimOne(scene, "victim", victim);
    await take(scene, { runner: "victim", started: [start(scene, claim.lease, 2, 4_242)] }, victim);
    await victim.close();
    return claim;
  };

  test("moves the leases of a dead runner over, and forgets it", async () => {
    const claim = await die();

    const abandoned = await scene.store.rescue(RUNNER, scene.now);

    expect(abandoned).toMatchObject([
      { lease: claim.lease, loss: "runner-died", stopRequested: null, pid: 4_242, processStart: "77", reachable: true },
    ]);
    expect(abandoned[0]?.job).toMatchObject({ id: "job1", state: "processing", runner: RUNNER, attempts: 1 });
    expect(await scene.store.attempts("job1")).toMatchObject([{ runner: "victim" }]);
    expect(await scene.store.runners(scene.now)).toMatchObject([{ id: RUNNER }]);
  });

  test("tells what the dead runner had been asked", async () => {
    await claimOne(scene, "victim", victim);
    await scene.store.requestStop("victim", "drain", scene.now);
    await victim.close();
    expect(await scene.store.rescue(RUNNER, scene.now)).toMatchObject([{ stopRequested: "drain" }]);
  });

  test("the leases hold on until they are settled, and the job then runs again", async () => {
    const claim = await die();
    await scene.store.rescue(RUNNER, scene.now);

    expect(await scene.store.holding([claim.lease])).toEqual([claim.lease]);
    expect(await scene.store.ship(claim.lease, [piece("last words")], LIMITS)).toBe(true);
    expect((await claimOne(scene)).job.id).toBe("job2");
    await settle(scene, claim, LOST);

    expect(await scene.store.job("job1")).toMatchObject({
      state: "pending",
      attempts: 0,
      crashes: 1,
      runAt: scene.now,
    });
    expect(await transcript(scene, "job1")).toBe("stdout@0:last words");
    expect((await claimOne(scene)).lease).toMatchObject({ seq: claim.lease.seq, attempt: 2 });
  });

  test("just one runner answers for a lease", async () => {
    await scene.store.register(runner("runner2"), scene.now);
    await die();

    const other = await scene.another();
    const found = await Promise.all([scene.store.rescue(RUNNER, scene.now), other.rescue("runner2", scene.now)]);

    expect(found.flat()).toHaveLength(1);
    expect((await scene.store.rescue(RUNNER, scene.now)).concat(await other.rescue("runner2", scene.now))).toEqual([]);
  });

  test("leaves alone who lives, however long its heart was still", async () => {
    await claimOne(scene, "victim", victim);
    scene.pass(10 * 86_400_000);
    expect(await scene.store.rescue(RUNNER, scene.now)).toEqual([]);
    expect(await scene.store.job("job1")).toMatchObject({ runner: "victim" });
  });

  test("a rescuer that dies is rescued itself, with what it had taken over", async () => {
    const claim = await die();
    const rescuer = await scene.another();
    await rescuer.register(runner("rescuer"), scene.now);
    await rescuer.rescue("rescuer", scene.now);
    await rescuer.close();

    expect(await scene.store.rescue(RUNNER, scene.now)).toMatchObject([{ lease: claim.lease, pid: 4_242 }]);
    expect(await scene.store.attempts("job1")).toMatchObject([{ runner: "victim" }]);
  });

  test("a requested cancel is still to be heard of, and wins", async () => {
    const claim = await die();
    await scene.store.cancel("job1", scene.now);
    const [abandoned] = await scene.store.rescue(RUNNER, scene.now);
    expect(abandoned?.job.cancelRequestedAt).toBe(scene.now);

    await settle(scene, claim, LOST);

    expect(await scene.store.job("job1")).toMatchObject({ state: "cancelled" });
  });

  test("what the dead runner still meant to say changes nothing", async () => {
    const claim = await die();
    await scene.store.rescue(RUNNER, scene.now);
    await settle(scene, claim, LOST);
    await claimOne(scene);

    const ghost = await scene.another();
    const late = take(scene, { runner: "victim", settled: [], started: [start(scene, claim.lease)] }, ghost);

    await expect(late).rejects.toThrow(NotFound);
    expect((await settle(scene, claim, DONE)).fenced).toEqual([claim.lease]);
    expect(await scene.store.job("job1")).toMatchObject({ state: "processing", attempts: 1, crashes: 1 });
  });

  test("only a registered runner may rescue", async () => {
    await die();
    await expect(scene.store.rescue("nobody", scene.now)).rejects.toThrow(NotFound);
    expect(await scene.store.job("job1")).toMatchObject({ runner: "victim" });
  });

  test("a dead runner without leases is just forgotten", async () => {
    await victim.close();
    expect(await scene.store.rescue(RUNNER, scene.now)).toEqual([]);
    expect(await scene.store.runners(scene.now)).toHaveLength(1);
  });
}
