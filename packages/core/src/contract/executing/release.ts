import { beforeEach, expect, test } from "bun:test";
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
  settlement,
  start,
  take,
} from "../scene/steps.ts";

export function releaseContract(scene: Scene): void {
  beforeEach(async () => {
    await scene.store.register(runner(), scene.now);
    await enqueue(scene, {}, {});
  });

  test("gives a claim back as if it had never been made", async () => {
    const { lease } = await claimOne(scene);

    const { fenced } = await take(scene, { released: [lease] });

    expect(fenced).toEqual([]);
    expect(await scene.store.job("job1")).toMatchObject({ state: "pending", attempts: 0, runner: null, last: null });
    expect(await scene.store.attempts("job1")).toEqual([]);
    const again = await claimOne(scene);
    expect(again.lease).toMatchObject({ seq: lease.seq, attempt: 1 });
    expect(again.lease.nonce).not.toBe(lease.nonce);
    expect(again.job).toMatchObject({ attempts: 1, last: { number: 1 } });
  });

  test("a job that was released may be claimed by the same turn", async () => {
    const { lease } = await claimOne(scene);
    const { claimed } = await take(scene, { released: [lease], capacity: 1 });
    expect(claimed).toMatchObject([{ job: { id: "job1" }, lease: { attempt: 1 } }]);
  });

  test("a lease that is gone releases nothing, and is named", async () => {
    const { lease } = await claimOne(scene);
    await take(scene, { released: [lease] });
    await claimOne(scene);

    const { fenced } = await take(scene, { released: [lease] });

    expect(fenced).toEqual([lease]);
    expect(await scene.store.job("job1")).toMatchObject({ state: "processing", attempts: 1 });
  });

  test("a lease that was never given releases nothing", async () => {
    const { lease } = await claimOne(scene);
    const forged = [
      { ...lease, nonce: "0" },
      { ...lease, attempt: 2 },
    ];
    expect((await take(scene, { released: forged })).fenced).toEqual(forged);
    expect(await scene.store.holding([lease])).toEqual([lease]);
  });

  test("the number goes on from what was executed, however often a claim is given back", async () => {
    await execute(scene, FAILED);
    scene.pass(2_000);
    for (let i = 0; i < 3; i += 1) await take(scene, { released: [(await claimOne(scene)).lease] });

    expect((await claimOne(scene)).lease.attempt).toBe(2);
    expect(await scene.store.attempts("job1")).toMatchObject([{ number: 1 }, { number: 2, finishedAt: null }]);
  });

  test("whoever gave a number back can say nothing more under it", async () => {
    const { lease, job } = await claimOne(scene);
    await take(scene, { released: [lease] });
    const again = await claimOne(scene);

    const settled = [settlement(scene, { lease, job }, DONE)];
    const { fenced } = await take(scene, { started: [start(scene, lease)], settled, released: [lease] });

    expect(fenced).toEqual([lease, lease, lease]);
    expect(await scene.store.ship(lease, [piece("x")], LIMITS)).toBe(false);
    expect(await scene.store.job("job1")).toEqual(again.job);
    expect(await scene.store.holding([lease, again.lease])).toEqual([again.lease]);
  });

  test("a job whose cancel was requested is cancelled by it", async () => {
    const { lease } = await claimOne(scene);
    await scene.store.cancel("job1", scene.now);

    await take(scene, { released: [lease] });

    expect(await scene.store.job("job1")).toMatchObject({ state: "cancelled", attempts: 0, finishedAt: scene.now });
  });
}
