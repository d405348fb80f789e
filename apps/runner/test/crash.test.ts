import { expect, setDefaultTimeout, test } from "bun:test";
import { membersOf } from "../src/process/find.ts";
import { Scene } from "./scene.ts";

setDefaultTimeout(30_000);

// In processes of their own: in the test runner's, a thread's crash is not what it is elsewhere.
test("a worker that crashes loses its job, not the runner; its child is ended first, and another worker takes its place", async () => {
  await using scene = await Scene.open();
  await scene.enqueue({
    id: "a",
    command:
      "echo attempt $QUEUECTL_ATTEMPT; test $QUEUECTL_ATTEMPT -gt 1 || { setsid -f sleep 300; echo $$ > pid; sleep 300; }",
    cwd: scene.dir,
  });
  const remote = await scene.remote({ id: "far", crash: "a", untilEmpty: true });
  expect(await remote.process.exited).toBe(0);

  expect(await scene.job("a")).toMatchObject({ state: "completed", attempts: 1, last: { number: 2 } });
  const [lost, again] = await scene.store.attempts("a");
  // As soon as the new worker is ready, not at the next turn that would have come anyway.
  expect((again?.startedAt ?? 0) - (lost?.finishedAt ?? 0)).toBeLessThan(2_500);
  expect(lost).toMatchObject({ outcome: "lost", error: "its worker died" });
  expect((await scene.output("a", "stdout", 1)).toString()).toBe("attempt 1\n");
  expect(membersOf(Number(scene.lines("pid")[0])).found).toEqual([]);
  expect(remote.events).toContainEqual(expect.objectContaining({ type: "worker-crashed", worker: 1 }));
});

test("a job that crashes its worker every time is buried", async () => {
  await using scene = await Scene.open();
  await scene.enqueue({ id: "a", command: "sleep 300" }, { id: "next", command: "true" });
  const remote = await scene.remote({ id: "far", crash: "a", untilEmpty: true });
  expect(await remote.process.exited).toBe(0);
  expect(await scene.job("a")).toMatchObject({ state: "dead", crashes: 3 });
  expect(await scene.job("next")).toMatchObject({ state: "completed" });
});
