import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { Scene, until } from "./scene.ts";

setDefaultTimeout(30_000);

/** Runs until the test lets it go. */
function waits(scene: Scene, id: string) {
  return { id, command: `until test -e ${scene.file("go")} -o ! -d ${scene.file("")}; do sleep 0.02; done` };
}

describe("drain", () => {
  test("lets finish what runs, leaves the next pending, and forgets the runner", async () => {
    await using scene = await Scene.open();
    const runner = await scene.runner();
    await scene.enqueue(waits(scene, "a"), { id: "next", command: "true" });
    await scene.started("a");
    runner.drain();
    runner.drain();
    await Bun.write(scene.file("go"), "");
    expect(await runner.finished).toEqual({ kind: "drained" });
    expect(await scene.job("a")).toMatchObject({ state: "completed" });
    expect(await scene.job("next")).toMatchObject({ state: "pending", attempts: 0 });
    expect(await scene.store.runners(Date.now())).toEqual([]);
  });

  test("gives back what was claimed in advance", async () => {
    await using scene = await Scene.open();
    // Fast jobs teach it to claim in advance; the slow one then leaves the rest held, or released, but not started.
    const fast = Array.from({ length: 40 }, (_, at) => ({ id: `fast-${at}`, command: ["true"] }));
    const rest = Array.from({ length: 8 }, (_, at) => ({ id: `rest-${at}`, command: ["true"] }));
    await scene.enqueue(...fast, waits(scene, "slow"), ...rest);
    const runner = await scene.runner();
    await scene.started("slow");
    runner.drain();
    await Bun.write(scene.file("go"), "");
    await runner.finished;
    for (const { id } of rest)
      expect(await scene.job(id)).toMatchObject({ state: "pending", attempts: 0, runner: null });
    expect((await scene.store.status(Date.now())).jobs).toMatchObject({ completed: 41, pending: 8, processing: 0 });
    // Nothing of that is to be seen: what executes next is the first execution.
    await scene.drain();
    for (const { id } of rest) expect(await scene.job(id)).toMatchObject({ state: "completed", last: { number: 1 } });
  });

  test("asked for through the store, it reaches a runner in another process", async () => {
    await using scene = await Scene.open();
    const remote = await scene.remote({ id: "far" });
    await scene.enqueue(waits(scene, "a"), { id: "next", command: "true" });
    await scene.started("a");
    await scene.store.requestStop("far", "drain", Date.now());
    await until(() => remote.events.some(({ type }) => type === "runner-draining"));
    await Bun.write(scene.file("go"), "");
    expect(await remote.process.exited).toBe(0);
    expect(await scene.job("a")).toMatchObject({ state: "completed" });
    expect(await scene.job("next")).toMatchObject({ state: "pending" });
  });

  test("when it takes longer than the stop timeout, what runs is interrupted", async () => {
    await using scene = await Scene.open();
    const runner = await scene.runner({ stopTimeoutMs: 100 });
    await scene.enqueue(waits(scene, "a"));
    await scene.started("a");
    runner.drain();
    expect(await runner.finished).toEqual({ kind: "drained" });
    expect(await scene.job("a")).toMatchObject({ state: "pending", attempts: 0, last: { outcome: "interrupted" } });
  });

  test.each([
    ["dies of it", ["sleep", "300"]],
    ["exits with 143", "trap 'exit 143' TERM; echo ready; while :; do sleep 0.05; done"],
  ])("gives back a job whose child somebody else signalled, and that %s", async (_, command) => {
    await using scene = await Scene.open();
    const runner = await scene.runner();
    await scene.enqueue({ id: "a", command });
    const { last } = await scene.started("a");
    if (typeof command === "string") await until(async () => (await scene.output("a", "stdout")).length > 0);
    // A service manager signals all processes at once: the child may be the first to go.
    process.kill(last?.pid ?? 0, "SIGTERM");
    runner.drain();
    await runner.finished;
    expect(await scene.job("a")).toMatchObject({ state: "pending", attempts: 0, last: { outcome: "interrupted" } });
  });
});

describe("interrupt", () => {
  test("ends what runs and gives it back with the attempt refunded", async () => {
    await using scene = await Scene.open();
    const runner = await scene.runner({ workers: 2 });
    await scene.enqueue(
      { id: "a", command: "sleep 300; sleep 300" },
      { id: "b", command: "trap '' TERM; sleep 300; sleep 300" },
    );
    await Promise.all([scene.started("a"), scene.started("b")]);
    runner.interrupt();
    expect(await runner.finished).toEqual({ kind: "drained" });
    for (const id of ["a", "b"]) {
      expect(await scene.job(id)).toMatchObject({ state: "pending", attempts: 0, last: { outcome: "interrupted" } });
    }
  });

  test("by a second signal", async () => {
    await using scene = await Scene.open();
    const remote = await scene.remote({ id: "far" });
    await scene.enqueue(waits(scene, "a"));
    await scene.started("a");
    remote.process.kill("SIGINT");
    await until(() => remote.events.some(({ type }) => type === "runner-draining"));
    remote.process.kill("SIGINT");
    expect(await remote.process.exited).toBe(0);
    expect(await scene.job("a")).toMatchObject({ state: "pending", attempts: 0 });
  });

  test("a cancel that came first stays one", async () => {
    await using scene = await Scene.open({ "kill-grace": "1s" });
    const runner = await scene.runner();
    await scene.enqueue({ id: "a", command: "trap '' TERM; sleep 300; sleep 300" });
    await scene.started("a");
    await scene.store.cancel("a", Date.now());
    runner.interrupt();
    await runner.finished;
    expect(await scene.job("a")).toMatchObject({ state: "cancelled" });
  });
});

test("a runner that its store has forgotten ends its children and fails", async () => {
  await using scene = await Scene.open();
  const runner = await scene.runner();
  await scene.enqueue({ id: "a", command: ["sleep", "300"] });
  const { last } = await scene.started("a");
  // What another runner does that takes this one for dead.
  const { Database } = await import("bun:sqlite");
  const db = new Database(scene.path);
  db.run("PRAGMA foreign_keys = OFF");
  db.run("DELETE FROM runners");
  db.close();
  await scene.enqueue({ id: "wake", command: "true" });
  expect(await runner.finished).toMatchObject({ kind: "failed", error: { code: "not-found" } });
  expect(() => process.kill(last?.pid ?? 0, 0)).toThrow();
});
