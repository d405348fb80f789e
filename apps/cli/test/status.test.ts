import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { COMPLETED, DEAD, execute } from "./execute.ts";
import { newHome } from "./program.ts";

test.concurrent("status counts by state, for people and as JSON", async () => {
  using home = newHome();
  expect((await home.json("status")).jobs.pending).toBe(0);
  await home.run("enqueue", '[{"id":"good","command":"x"},{"id":"bad","command":"x"}]');
  await execute(home, (job) => (job.id === "good" ? COMPLETED : DEAD));
  await home.run("enqueue", "--queue", "mail", "--", "x");
  await home.run("enqueue", "--delay", "1h", "--", "x");
  const status = await home.json("status");
  expect(status).toMatchObject({
    jobs: { scheduled: 1, pending: 1, processing: 0, failed: 0, completed: 1, dead: 1, cancelled: 0 },
    workers: { total: 0, busy: 0 },
    runners: [],
    throughput: { completed_last_minute: 1, failed_last_minute: 1 },
  });
  expect(status.queues.map((queue: { name: string }) => queue.name).sort()).toEqual(["default", "mail"]);
  expect(status.oldest_due_at).toMatch(/Z$/);
  const { stdout, stderr } = await home.run("status");
  expect(stderr).toBe("");
  expect(stdout).toMatch(/^QUEUE +SCHEDULED +PENDING +PROCESSING +FAILED +COMPLETED +DEAD +CANCELLED$/m);
  expect(stdout).toMatch(/^all +1 +1 +0 +0 +1 +1 +0$/m);
  expect(stdout).toMatch(/^workers +none: queuectl worker start$/m);
  expect(stdout).toMatch(/^last minute +1 completed, 1 failed$/m);
});

test.concurrent("status tells why work cannot go on, and only while that is so", async () => {
  using home = newHome();
  await home.run("init");
  const failing = async () => {
    const { health } = await home.json("status");
    return health.checks.filter((check: { ok: boolean }) => !check.ok).map((check: { name: string }) => check.name);
  };
  expect(await failing()).toEqual(["workers"]);

  const other = new Database(`${home.path}/.queuectl/queue.db`);
  other.run("BEGIN IMMEDIATE");
  expect(await failing()).toEqual(["unlocked", "workers"]);
  expect((await home.run("status")).stdout).toMatch(/^trouble +the database .* stayed locked$/m);
  other.run("ROLLBACK");
  expect(await failing()).toEqual(["workers"]);

  other.close();
  expect((await home.run("status")).stdout).not.toContain("trouble");
});

test.concurrent("status --watch --json prints a line for every change", async () => {
  using home = newHome();
  await home.run("init");
  const watching = home.start("status", "--watch", "--json");
  const pending: number[] = [];
  let text = "";
  for await (const chunk of watching.stdout) {
    text += new TextDecoder().decode(chunk);
    const lines = text.split("\n");
    text = lines.pop() ?? "";
    pending.push(...lines.map((line) => JSON.parse(line).jobs.pending));
    if (pending.length === 1) await home.run("enqueue", "--", "x");
    if (pending.at(-1) === 1) break;
  }
  watching.kill();
  await watching.exited;
  expect(pending[0]).toBe(0);
  expect(pending.at(-1)).toBe(1);
});
