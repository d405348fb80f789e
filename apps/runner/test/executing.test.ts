import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Executing, executingOf, findExecuting, removeExecuting } from "../src/spool/executing.ts";

const dir = mkdtempSync(join(tmpdir(), "queuectl-executing-"));
afterAll(() => rmSync(dir, { recursive: true }));

const lease = (seq: number) => ({ seq, attempt: 1, nonce: `nonce${seq}` });
const pipes = (seq: number) => ({ stdout: `pipe:[${seq}]`, stderr: `pipe:[${seq + 1}]` });

test("what a worker has ended, and nobody has settled, was begun all the same", () => {
  const first = new Executing(dir, "runner-1", 1);
  const second = new Executing(dir, "runner-1", 2);
  for (let seq = 1; seq <= 50; seq++) (seq % 2 === 1 ? first : second).begin(lease(seq), pipes(seq));
  for (let seq = 1; seq <= 50; seq++) expect(findExecuting(dir, lease(seq))).toEqual(pipes(seq));
  expect(executingOf(dir).map(({ runner, leases }) => [runner, leases.length])).toEqual([["runner-1", 50]]);

  first.begin(lease(51), pipes(51));
  first.forget();
  expect(findExecuting(dir, lease(51))).toBeNull();
  expect(findExecuting(dir, lease(49))).toEqual(pipes(49));

  for (let seq = 100; seq < 1_000; seq++) first.begin(lease(seq), pipes(seq));
  expect(executingOf(dir)[0]?.leases.length).toBeLessThanOrEqual(128);
  expect(findExecuting(dir, lease(2))).toEqual(pipes(2));

  first.close();
  second.close();
  removeExecuting(dir, "runner-1");
  expect(executingOf(dir)).toEqual([]);
});

test("what a gone runner has written down is removed, and nothing of one whose name begins likewise", () => {
  const [gone, living] = [new Executing(dir, "a", 1), new Executing(dir, "a.1", 1)];
  gone.begin(lease(1), pipes(1));
  living.begin(lease(2), pipes(2));
  for (const name of ["a.1.7.fifo", "a.1.1.7.fifo"]) writeFileSync(join(dir, name), "");
  removeExecuting(dir, "a");
  expect(readdirSync(dir).toSorted()).toEqual(["a.1.1.7.fifo", "a.1.executing"]);
  expect(findExecuting(dir, lease(2))).toEqual(pipes(2));
  gone.close();
  living.close();
});
