import { beforeEach, expect, test } from "bun:test";
import type { Outcome } from "../../domain/attempt/outcome.ts";
import { bucketOf, timesIn } from "../../domain/time/histogram.ts";
import type { Claim } from "../../store/index.ts";
import type { Scene } from "../scene/scene.ts";
import { claimOne, DONE, enqueue, execute, FAILED, RUNNER, runner, settle, start, take } from "../scene/steps.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export function historyContract(scene: Scene): void {
  beforeEach(() => scene.store.register(runner(), scene.now));

  const beat = () => scene.store.heartbeat(RUNNER, scene.now);
  const totals = () => scene.store.totals();
  const minutes = () => scene.store.history(0, MINUTE);

  /** Claims a job, starts its process after `heldMs`, and settles it after `ranMs` more. */
  const run = async (heldMs: number, ranMs: number, outcome: Outcome): Promise<Claim> => {
    const claim = await claimOne(scene);
    scene.pass(heldMs);
    await take(scene, { started: [start(scene, claim.lease)] });
    scene.pass(ranMs);
    await settle(scene, claim, outcome);
    return claim;
  };

  test("nothing yet", async () => {
    const { attempts, durations, waits, starts, ...numbers } = await totals();
    expect(Object.values(attempts).every((count) => count === 0)).toBe(true);
    for (const times of [...Object.values(durations), waits, starts])
      expect([timesIn(times), times.sumMs]).toEqual([0, 0]);
    expect(numbers).toEqual({ retries: 0, dead: 0, rescues: 0, enqueued: 0 });
    expect(await minutes()).toEqual([]);
  });

  test("counts how attempts end, and how long they wait, start and run", async () => {
    await enqueue(scene, {}, {});
    scene.pass(40);
    await run(7, 300, DONE);
    await run(1, 60, FAILED);

    const { attempts, durations, waits, starts } = await totals();

    expect(attempts).toMatchObject({ completed: 1, failed: 1, signalled: 0, lost: 0 });
    expect(durations.completed.counts[bucketOf(300)]).toBe(1);
    expect([durations.completed.sumMs, durations.failed.sumMs, durations.lost.sumMs]).toEqual([300, 60, 0]);
    expect([timesIn(waits), waits.sumMs]).toEqual([2, 40 + 347]);
    expect([timesIn(starts), starts.sumMs]).toEqual([2, 8]);
  });

  test("an attempt that never started is counted, and took no time", async () => {
    await enqueue(scene, {});
    scene.pass(5_000);
    await execute(scene, { kind: "spawn-failed", reason: "not found" });
    const { attempts, durations, starts } = await totals();
    expect(attempts["spawn-failed"]).toBe(1);
    expect(timesIn(durations["spawn-failed"]) + timesIn(starts)).toBe(0);
  });

  test("counts what comes of failures", async () => {
    await enqueue(scene, {}, { maxRetries: 0 });
    await execute(scene, FAILED);
    await execute(scene, FAILED);
    expect(await totals()).toMatchObject({ retries: 1, dead: 1, attempts: { failed: 2 } });
  });

  test("counts jobs that were taken over from the dead", async () => {
    await enqueue(scene, {}, {});
    const victim = await scene.another();
    await victim.register(runner("victim"), scene.now);
    await take(scene, { runner: "victim", capacity: 2 }, victim);
    await victim.close();
    await scene.store.rescue(RUNNER, scene.now);
    await scene.store.rescue(RUNNER, scene.now);
    expect((await totals()).rescues).toBe(2);
  });

  test("a result whose lease is gone is not counted", async () => {
    await enqueue(scene, {});
    const claim = await execute(scene, DONE);
    await settle(scene, claim, FAILED);
    expect((await totals()).attempts).toMatchObject({ completed: 1, failed: 0 });
  });

  test("forgets nothing when jobs are deleted, and tells every process the same", async () => {
    await enqueue(scene, {}, {});
    await execute(scene, DONE);
    await scene.store.delete("job1", scene.now);
    const other = await scene.another();
    expect(await other.totals()).toEqual(await totals());
    expect(await totals()).toMatchObject({ enqueued: 2, attempts: { completed: 1 } });
  });

  test("a snapshot holds all that was counted before it, and nothing since", async () => {
    await enqueue(scene, {}, {}, {});
    scene.pass(5_000);
    await execute(scene, DONE);
    scene.pass(MINUTE + 15_000);
    await execute(scene, DONE);
    await execute(scene, FAILED);

    const ended = (await minutes()).map(({ at, totals: { attempts } }) => [at % MINUTE, attempts.completed]);

    expect(ended).toEqual([
      [0, 0],
      [20_000, 1],
    ]);
    expect((await totals()).attempts).toMatchObject({ completed: 2, failed: 1 });
  });

  test("a heartbeat sees the queues grow, once in ten seconds", async () => {
    await enqueue(scene, {}, { runAt: scene.now + HOUR });
    await beat();
    await enqueue(scene, { id: "later" });
    await beat();
    const [first, ...others] = await scene.store.history(0, 10_000);
    expect(first).toMatchObject({ at: scene.now, oldestDueAt: scene.now, totals: { enqueued: 2 } });
    expect(first?.jobs).toMatchObject({ pending: 1, scheduled: 1, processing: 0 });
    expect(others).toEqual([]);

    scene.pass(10_000);
    await beat();
    expect((await scene.store.history(0, 10_000)).map(({ jobs }) => jobs.pending)).toEqual([1, 2]);
  });

  test("begins where it is asked to, in steps as wide as asked for", async () => {
    for (let i = 0; i < 6; i++) {
      await beat();
      scene.pass(10 * MINUTE);
    }
    const begin = scene.now - HOUR;
    const at = async (since: number, step: number) =>
      (await scene.store.history(since, step)).map((snapshot) => (snapshot.at - begin) / MINUTE);
    expect(await at(0, 10 * MINUTE)).toEqual([0, 10, 20, 30, 40, 50]);
    expect(await at(0, 30 * MINUTE)).toEqual([0, 30]);
    expect(await at(begin + 30 * MINUTE, 10 * MINUTE)).toEqual([30, 40, 50]);
  });

  test("keeps one snapshot a minute but for the newest, for about a day", async () => {
    for (let i = 0; i < 36; i++) {
      await beat();
      scene.pass(10_000);
    }
    const kept = (await scene.store.history(0, 10_000)).map(({ at }) => (scene.now - at) / 10_000);
    expect(kept.slice(0, 4)).toEqual([36, 30, 24, 18]);
    expect(kept.slice(-7)).toEqual([7, 6, 5, 4, 3, 2, 1]);

    const oldest = (await minutes())[0]?.at as number;
    scene.pass(24 * HOUR - 6 * MINUTE);
    await beat();
    expect((await minutes())[0]?.at).toBe(oldest);
    scene.pass(2 * HOUR);
    await beat();
    expect((await minutes()).length).toBe(2);
  });

  test("goes on after the clock was set back", async () => {
    await enqueue(scene, {}, {});
    await execute(scene, DONE);
    scene.pass(-3 * HOUR);
    await execute(scene, DONE);
    expect((await minutes()).map(({ at }) => at)).toEqual([scene.now]);
    expect((await scene.store.status(scene.now)).lastMinute).toEqual({ completed: 1, failed: 0 });
  });

  test("knows what it takes on disk", async () => {
    const { databaseBytes, walBytes } = await scene.store.size();
    expect(databaseBytes).toBeGreaterThanOrEqual(0);
    expect(walBytes).toBeGreaterThanOrEqual(0);
  });
}
