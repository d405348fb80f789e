import { expect, setDefaultTimeout, test } from "bun:test";
import { readFileSync } from "node:fs";
import { newHome } from "./program.ts";
import { startRunner } from "./runner-process.ts";
import { until } from "./until.ts";

setDefaultTimeout(60_000);

const ENQUEUERS = 20;
const JOBS_EACH = 50;
const ALL = ENQUEUERS * JOBS_EACH;

test("a thousand jobs by twenty processes at once, while three runners work, are all done once", async () => {
  using home = newHome();
  const ledger = `${home.path}/ledger`;
  const files = Array.from({ length: ENQUEUERS }, (_, of) => `${home.path}/${of}.ndjson`);
  for (const [of, file] of files.entries()) {
    const lines = Array.from({ length: JOBS_EACH }, (_, at) => {
      const id = `job-${of}-${at}`;
      return JSON.stringify({ id, command: `echo ${id} >> ${ledger}` });
    });
    await Bun.write(file, lines.join("\n"));
  }
  await using first = await startRunner(home, "--count", "2");
  await using second = await startRunner(home, "--count", "2");
  await using third = await startRunner(home, "--count", "2");
  const runners = [first, second, third];

  const enqueued = await Promise.all(files.map((file) => home.run("enqueue", "--file", file)));
  expect(enqueued.map(({ code }) => code)).toEqual(files.map(() => 0));
  await until("all of them done", async () => (await home.json("status")).jobs.completed === ALL, 45_000);
  expect((await home.run("worker", "stop")).code).toBe(0);
  expect(await Promise.all(runners.map(({ exited }) => exited))).toEqual([0, 0, 0]);

  const executed = readFileSync(ledger, "utf8").trimEnd().split("\n");
  expect([executed.length, new Set(executed).size]).toEqual([ALL, ALL]);
  for (const text of [...enqueued.map(({ stderr }) => stderr), ...runners.map((runner) => runner.log())]) {
    expect(text).not.toMatch(/locked|busy/i);
  }
  // None of them stood by.
  for (const runner of runners) expect(runner.log()).toContain("completed");
});
