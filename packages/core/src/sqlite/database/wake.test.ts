import { expect, spyOn, test } from "bun:test";
import { mkdirSync } from "node:fs";
import { scratchDatabase } from "../scratch.ts";
import { sqliteFiles } from "./files.ts";
import { Wake } from "./wake.ts";

test("of many who commit at the same time, a few tell for all", async () => {
  const { directory, wake } = sqliteFiles(scratchDatabase());
  mkdirSync(directory);
  const wakes = Array.from({ length: 16 }, () => new Wake(wake));
  const tell = spyOn(Wake.prototype, "tell");
  const committedAt = Date.now();

  for (const each of wakes) each.touch("soon");
  while (tell.mock.calls.length === 0) await Bun.sleep(5);
  await Bun.sleep(200);
  const touches = tell.mock.calls.length;
  for (const each of wakes) each.close();
  tell.mockRestore();

  expect(touches).toBeLessThan(8);
  expect(Bun.file(wake).lastModified).toBeGreaterThanOrEqual(committedAt);
});

test("who commits after the last touch tells of it, however recent that was", async () => {
  const { directory, wake } = sqliteFiles(scratchDatabase());
  mkdirSync(directory);
  const [first, last] = [new Wake(wake), new Wake(wake)];
  const tell = spyOn(Wake.prototype, "tell");

  first.touch("now");
  while (Date.now() <= Bun.file(wake).lastModified) await Bun.sleep(1);
  last.touch("soon");

  // Else it never ends.
  while (tell.mock.calls.length < 2) await Bun.sleep(5);
  tell.mockRestore();
});
