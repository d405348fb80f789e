import { beforeEach, expect, test } from "bun:test";
import { parseLease } from "../../domain/attempt/lease.ts";
import { NotFound } from "../../domain/errors.ts";
import type { Claim } from "../../store/index.ts";
import type { Scene } from "../scene/scene.ts";
import { claimOne, DONE, enqueue, execute, FAILED, RUNNER, runner, settlement, start, take } from "../scene/steps.ts";

export function claimContract(scene: Scene): void {
  beforeEach(() => scene.store.register(runner(), scene.now));

  test("gives a job to the runner under a lease, and counts the attempt", async () => {
    await enqueue(scene, {});

    const { lease, job } = await claimOne(scene);

    expect(job).toMatchObject({ id: "job1", state: "processing", attempts: 1, runner: RUNNER, updatedAt: scene.now });
    expect(job.last).toMatchObject({ number: 1, runner: RUNNER, claimedAt: scene.now, startedAt: null, outcome: null });
    expect(lease).toMatchObject({ seq: job.seq, attempt: 1 });
    expect(parseLease(`${lease.seq}.${lease.attempt}.${lease.nonce}`)).toEqual(lease);
    expect(await scene.store.job("job1")).toEqual(job);
  });

  test("higher priority first, then the order of enqueueing, across queues", async () => {
    await enqueue(scene, {}, { queue: "b", priority: 5 }, { priority: 5 }, { queue: "b" }, { priority: -1 });

    const { claimed } = await take(scene, { capacity: 9 });

    expect(claimed.map(({ job }) => job.id)).toEqual(["job2", "job3", "job1", "job4", "job5"]);
  });

  test("claims no more than the capacity, and none with none", async () => {
    await enqueue(scene, {}, {}, {});
    expect((await take(scene, { capacity: 0 })).claimed).toEqual([]);
    expect((await take(scene, { capacity: 2 })).claimed).toHaveLength(2);
    expect((await take(scene, { capacity: 2 })).claimed).toHaveLength(1);
    expect((await take(scene, { capacity: 2 })).claimed).toHaveLength(0);
  });

  test("serves only the runner's queues", async () => {
    await scene.store.register(runner("mailer", { queues: ["mail", "news"] }), scene.now);
    await enqueue(scene, {}, { queue: "mail" }, { queue: "other" }, { queue: "news", priority: 1 });

    const { claimed } = await take(scene, { runner: "mailer", capacity: 9 });

    expect(claimed.map(({ job }) => job.id)).toEqual(["job4", "job2"]);
  });

  test("serves all queues but those that the runner leaves out", async () => {
    await scene.store.register(runner("rest", { excludedQueues: ["mail", "nowhere"] }), scene.now);
    await enqueue(scene, {}, { queue: "mail", priority: 9 }, { queue: "other" }, { queue: "news", priority: 1 });

    const { claimed } = await take(scene, { runner: "rest", capacity: 9 });

    expect(claimed.map(({ job }) => job.id)).toEqual(["job4", "job1", "job3"]);
    expect((await take(scene, { runner: "rest", capacity: 9 })).claimed).toEqual([]);
  });

  test("the order holds across more queues than are claimed, however long each line is", async () => {
    const at = (i: number) => ({ id: `j${i}`, queue: `q${(i * 7) % 50}`, priority: (i * 13) % 4 });
    const specs = Array.from({ length: 400 }, (_, i) => at(i));
    await scene.store.enqueueMany(
      specs.map((spec) => ({ ...spec, command: "true" })),
      scene.now,
    );
    const expected = specs.toSorted((a, b) => b.priority - a.priority).map(({ id }) => id);
    await scene.store.setPaused("q3", true, scene.now);
    const open = expected.filter((id) => specs.find((spec) => spec.id === id)?.queue !== "q3");
    const taken: string[] = [];
    for (const capacity of [1, 2, 7, 60, 1, 400]) {
      taken.push(...(await take(scene, { capacity })).claimed.map(({ job }) => job.id));
    }
    expect(taken).toEqual(open);
  });

  test("the order holds for turns in the same breath, across more queues than each claims from", async () => {
    await enqueue(scene, ...Array.from({ length: 24 }, (_, i) => ({ queue: `q${i % 8}` })));
    const [first, second, third, last] = (await take(scene, { capacity: 4 })).claimed as [Claim, Claim, Claim, Claim];

    const turns = await Promise.all([
      take(scene, { settled: [settlement(scene, first, DONE)], capacity: 3 }),
      take(scene, { settled: [settlement(scene, second, DONE)], capacity: 2 }),
      take(scene, { released: [third.lease], capacity: 2 }),
      take(scene, { settled: [settlement(scene, last, DONE)], capacity: 30 }),
    ]);

    expect(turns.map(({ claimed }) => claimed.map(({ job }) => job.id))).toEqual([
      ["job5", "job6", "job7"],
      ["job8", "job9"],
      ["job3", "job10"],
      Array.from({ length: 14 }, (_, i) => `job${i + 11}`),
    ]);
  });

  test("two runners never get the same job", async () => {
    const other = await scene.another();
    await other.register(runner("runner2"), scene.now);
    await enqueue(scene, ...Array.from({ length: 30 }, () => ({})));

    const turns = Array.from({ length: 20 }, (_, i) =>
      i % 2 ? take(scene, { capacity: 2 }) : take(scene, { runner: "runner2", capacity: 2 }, other),
    );
    const claims = (await Promise.all(turns)).flatMap(({ claimed }) => claimed);

    expect(claims).toHaveLength(30);
    expect(new Set(claims.map(({ job }) => job.id)).size).toBe(30);
  });

  test("jobs are counted right whoever else settles, claims, cancels and enqueues in the same breath", async () => {
    await enqueue(scene, ...Array.from({ length: 9 }, () => ({})));
    const [first, second] = (await take(scene, { capacity: 2 })).claimed as [Claim, Claim];

    await Promise.allSettled([
      take(scene, { settled: [settlement(scene, first, DONE)], capacity: 1 }),
      take(scene, { runner: "nobody", capacity: 1 }),
      take(scene, { settled: [settlement(scene, second, FAILED)], capacity: 2 }),
      scene.store.cancel("job9", scene.now),
      scene.store.enqueue([{ id: "late", command: "true" }], scene.now),
      scene.store.enqueue([{ id: "job1", command: "true" }], scene.now),
    ]);

    const counts = { pending: 4, processing: 3, completed: 1, failed: 1, cancelled: 1 };
    expect((await scene.store.status(scene.now)).jobs).toMatchObject(counts);
  });

  test("a retried job keeps its old place, and its attempts go on counting", async () => {
    await enqueue(scene, {}, {});
    await execute(scene, FAILED);
    scene.pass(2_000);

    const { lease, job } = await claimOne(scene);

    expect(job).toMatchObject({ id: "job1", attempts: 2 });
    expect(lease.attempt).toBe(2);
  });

  test("notes what started", async () => {
    await enqueue(scene, {});
    const { lease } = await claimOne(scene);
    scene.pass(5);

    await take(scene, { started: [start(scene, lease, 3, 999)] });

    const [attempt] = await scene.store.attempts("job1");
    expect(attempt).toMatchObject({ worker: 3, pid: 999, startedAt: scene.now, finishedAt: null });
  });

  test("a start whose lease is gone changes nothing, and is named", async () => {
    await enqueue(scene, {});
    const { lease } = await claimOne(scene);
    const forged = { ...lease, nonce: "0" };

    const { fenced } = await take(scene, { started: [start(scene, forged)] });

    expect(fenced).toEqual([forged]);
    expect(await scene.store.attempts("job1")).toMatchObject([{ pid: null, startedAt: null }]);
  });

  test("which leases hold", async () => {
    await enqueue(scene, {});
    const { lease } = await claimOne(scene);
    const gone = [
      { ...lease, nonce: "0" },
      { ...lease, attempt: 2 },
      { ...lease, seq: 99 },
    ];

    expect(await scene.store.holding([...gone, lease])).toEqual([lease]);
  });

  test("an unknown runner gets nothing, with something to do or without", async () => {
    await expect(take(scene, { runner: "nobody", capacity: 1 })).rejects.toThrow(NotFound);
    await enqueue(scene, {});
    await expect(take(scene, { runner: "nobody", capacity: 1 })).rejects.toThrow(NotFound);
    expect(await scene.store.job("job1")).toMatchObject({ state: "pending" });
  });
}
