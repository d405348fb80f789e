import { expect, test } from "bun:test";
import { openSqliteStore } from "@queuectl/core/sqlite";
import { newHome } from "./program.ts";

const runner = (id: string, queues: string[] | null, excludedQueues: string[] = []) => ({
  id,
  workers: 1,
  queues,
  excludedQueues,
  version: "0",
});

test("who enqueues what no living runner serves is told so, and so is who asks how it is", async () => {
  using home = newHome();
  const enqueue = (queue: string) => home.run("enqueue", "--queue", queue, "--", "true");
  // Nobody is there yet: one is yet to be started.
  expect(await enqueue("beta")).toMatchObject({ stderr: "", code: 0 });

  const store = await openSqliteStore(`${home.path}/.queuectl/queue.db`, { access: "write" });
  await store.register(runner("a", ["alpha"]), Date.now());
  expect(await enqueue("alpha")).toMatchObject({ stderr: "", code: 0 });
  const { stderr, code } = await enqueue("beta");
  expect(code).toBe(0);
  expect(stderr).toContain("no runner serves the queue beta; start one: queuectl worker start --queue beta");
  const many = JSON.stringify(["beta", "gamma", "alpha"].map((queue) => ({ command: "true", queue })));
  expect((await home.run("enqueue", many)).stderr).toContain("no runner serves the queues beta, gamma");
  await home.run("queue", "pause", "gamma");

  const status = await home.json("status");
  expect(status).toMatchObject({ unserved_queues: ["beta"], health: { ok: false } });
  expect((await home.run("status")).stdout).toContain("no runner serves the queue beta");

  await store.register(runner("b", null, ["gamma"]), Date.now());
  expect(await enqueue("beta")).toMatchObject({ stderr: "", code: 0 });
  expect((await enqueue("gamma")).stderr).toContain("no runner serves the queue gamma");
  expect((await home.run("worker", "list")).stdout).toMatch(/all but gamma/);
  expect(await home.json("status")).toMatchObject({ unserved_queues: [] });
  const both = await home.run("worker", "start", "--queue", "a", "--exclude-queue", "b");
  expect(both).toMatchObject({ code: 2, stdout: "" });
  await store.close();
}, 60_000);
