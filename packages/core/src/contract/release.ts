import { beforeEach, expect, test } from "bun:test";
import type { Scene } from "./scene.ts";
import { claimOne, enqueue, runner, take } from "./steps.ts";

export function releaseContract(scene: Scene): void {
  beforeEach(async () => {
    await scene.store.register(runner(), scene.now);
    await enqueue(scene, {}, {});
  });

  test("gives a claim back as if it had never been made, but for its number", async () => {
    const { lease } = await claimOne(scene);

    const { fenced } = await take(scene, { released: [lease] });

    expect(fenced).toEqual([]);
    expect(await scene.store.job("job1")).toMatchObject({ state: "pending", attempts: 0, runner: null, last: null });
    expect(await scene.store.attempts("job1")).toEqual([]);
    expect((await claimOne(scene)).lease).toMatchObject({ seq: lease.seq, attempt: 2 });
  });

  test("a job that was released may be claimed by the same turn", async () => {
    const { lease } = await claimOne(scene);
    const { claimed } = await take(scene, { released: [lease], capacity: 1 });
    expect(claimed).toMatchObject([{ job: { id: "job1" }, lease: { attempt: 2 } }]);
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

  test("a job whose cancel was requested is cancelled by it", async () => {
    const { lease } = await claimOne(scene);
    await scene.store.cancel("job1", scene.now);

    await take(scene, { released: [lease] });

    expect(await scene.store.job("job1")).toMatchObject({ state: "cancelled", attempts: 0, finishedAt: scene.now });
  });
}
