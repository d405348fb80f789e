import { expect, test } from "bun:test";
import { COMPLETED, DEAD, execute } from "./execute.ts";
import { newHome } from "./program.ts";

test.concurrent("a page ends with a hint at the next one", async () => {
  using home = newHome();
  await home.run("enqueue", JSON.stringify(Array.from({ length: 5 }, (_, i) => ({ id: `j${i}`, command: "x" }))));
  const first = await home.run("list", "--ids", "--limit", "2");
  expect(first).toEqual({ stdout: "j0\nj1\n", stderr: "· there are more: --after @2\n", code: 0 });
  expect((await home.run("list", "--ids", "--limit", "2", "--after", "j1")).stdout).toBe("j2\nj3\n");
  expect(await home.run("list", "--ids", "--limit", "2", "--after", "j3")).toEqual({
    stdout: "j4\n",
    stderr: "",
    code: 0,
  });
  expect(await home.json("list", "--ids", "--reverse", "--after", "j2")).toEqual(["j1", "j0"]);
});

test.concurrent("the next page begins where the one before ended, though the job there is deleted, and enqueued again", async () => {
  using home = newHome();
  await home.run("enqueue", JSON.stringify(Array.from({ length: 4 }, (_, i) => ({ id: `j${i}`, command: "x" }))));
  const { stderr } = await home.run("list", "--ids", "--limit", "2");
  const [, cursor = ""] = /--after (\S+)/.exec(stderr) ?? [];
  await home.run("delete", "j1");
  await home.run("enqueue", "--id", "j1", "--", "x");
  expect((await home.run("list", "--ids", "--after", cursor)).stdout).toBe("j2\nj3\nj1\n");
  await home.run("delete", "j1");
  expect(await home.run("list", "--ids", "--after", "j1")).toMatchObject({ stdout: "", code: 4 });
  expect(await home.run("list", "--ids", "--after", "@x")).toMatchObject({ stdout: "", code: 2 });
  expect((await home.run("dlq", "list", "--after", cursor)).code).toBe(0);
});

test.concurrent("states and queues choose", async () => {
  using home = newHome();
  await home.run("enqueue", "--id", "later", "--delay", "1d", "--queue", "slow", "--", "x");
  await home.run("enqueue", "--id", "good", "--", "x");
  await home.run("enqueue", "--id", "bad", "--", "x");
  await execute(home, (job) => (job.id === "good" ? COMPLETED : DEAD));
  expect(await home.json("list", "--ids")).toEqual(["later", "good", "bad"]);
  expect(await home.json("list", "--ids", "--state", "dead")).toEqual(["bad"]);
  expect(await home.json("list", "--ids", "--queue", "slow")).toEqual(["later"]);
  expect(await home.json("list", "--ids", "--queue", "slow", "--state", "dead")).toEqual([]);
  expect(await home.json("dlq", "list", "--ids")).toEqual(["bad"]);
  const { stdout } = await home.run("dlq", "list");
  expect(stdout).toMatch(
    /^ID +ATTEMPTS +DIED +WHY +COMMAND\nbad +1\/4 +(?:now|\S+ ago) +exit code 7, after 1 execution +x\n$/,
  );
});

test.concurrent("a piped table is never cut, and keeps a job on its line", async () => {
  using home = newHome();
  const command = `echo ${"long ".repeat(100)}end\nsecond\x1b[31mline`;
  await home.run("enqueue", "--id", "job1", "-c", command);
  const { stdout } = await home.runWith({ env: { COLUMNS: "40" } }, "list");
  const [header, row, ...rest] = stdout.split("\n");
  expect(header).toMatch(/^ID +STATE +ATTEMPTS +WHEN +COMMAND$/);
  expect(row).toMatch(/^job1 +pending +0\/4 +(?:now|\d+s ago) +echo (long ){100}end\\nsecond\\x1b\[31mline$/);
  expect(rest).toEqual([""]);
});

test.concurrent("an empty store has no jobs", async () => {
  using home = newHome();
  expect(await home.run("list")).toEqual({ stdout: "", stderr: "· no jobs\n", code: 0 });
  expect(await home.run("list", "--json")).toEqual({ stdout: "[]\n", stderr: "", code: 0 });
  expect(await home.run("dlq", "list", "--json")).toEqual({ stdout: "[]\n", stderr: "", code: 0 });
});
