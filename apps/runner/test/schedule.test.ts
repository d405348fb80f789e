import { expect, test } from "bun:test";
import { Scene } from "./scene.ts";

/** On time is within 50 ms, which a busy machine may miss now and then: a third of the jobs must make it. A poll would miss it. */
const ON_TIME_MS = 50;
const A_THIRD = 2;

test("scheduled jobs and retries start within 50 ms of their time, never before it", async () => {
  await using scene = await Scene.open();
  const runner = await scene.runner({ workers: 2 });
  const base = Date.now() + 400;
  const ids = Array.from({ length: 9 }, (_, at) => `at-${at}`);
  await scene.enqueue(...ids.map((id, at) => ({ id, command: ["true"], runAt: base + at * 130 })));
  const late = await Promise.all(
    ids.map(async (id) => {
      const { last, runAt } = await scene.ended(id);
      return (last?.startedAt ?? 0) - runAt;
    }),
  );
  expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
  expect(late.toSorted((a, b) => a - b)[A_THIRD]).toBeLessThanOrEqual(ON_TIME_MS);
  runner.drain();
});

test("a job that is enqueued while the runner idles starts within milliseconds", async () => {
  await using scene = await Scene.open({ "poll-interval": "1h" });
  const runner = await scene.runner();
  const waits: number[] = [];
  for (let at = 0; at < 9; at += 1) {
    const [job] = await scene.enqueue({ id: `job-${at}`, command: ["true"] });
    const { last } = await scene.ended(`job-${at}`);
    waits.push((last?.startedAt ?? 0) - (job?.createdAt ?? 0));
  }
  expect(waits.toSorted((a, b) => a - b)[A_THIRD]).toBeLessThanOrEqual(ON_TIME_MS);
  runner.drain();
});
