import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simulate } from "./simulation.ts";
import { runWorld } from "./world/run-world.ts";
import { drawScenario } from "./world/scenario.ts";

const spoolDir = mkdtempSync(join(tmpdir(), "queuectl-simulation-"));
afterAll(() => rmSync(spoolDir, { recursive: true }));

test("20,000 jobs end as promised, whatever dies, fails or stands still meanwhile", async () => {
  const seed = Math.floor(Math.random() * 2 ** 32);
  const { failure, text } = await simulate({ jobs: 20_000, seed }, spoolDir);
  expect(failure, text).toBeNull();
}, 300_000);

test("the same seed gives the same run, step by step, and another seed another", async () => {
  const hashOf = async (seed: number) => (await runWorld(drawScenario(seed, 250), spoolDir)).hash;
  const first = await hashOf(1);
  expect(await hashOf(1)).toBe(first);
  expect(await hashOf(2)).not.toBe(first);
});
