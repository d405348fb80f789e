import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { closeSync, fstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Lease } from "@queuectl/core";
import { openSpool } from "../src/spool/files.ts";
import { Spares } from "../src/spool/spares.ts";

const dir = mkdtempSync(join(tmpdir(), "queuectl-spool-"));
afterAll(() => rmSync(dir, { recursive: true }));

const old: Lease = { seq: 1, attempt: 1, nonce: "old" };
const lease: Lease = { seq: 2, attempt: 1, nonce: "new" };

/** The spool file of an attempt that has written `text`, as its child has it open. */
function written(text: string): number {
  const fd = openSpool(dir, old, "stdout", null);
  writeSync(fd, text);
  return fd;
}

beforeEach(() => {
  for (const name of readdirSync(dir)) rmSync(join(dir, name));
});

describe("the spool file of a settled attempt", () => {
  test.skipIf(process.platform !== "linux")("becomes that of a new one, and is empty", () => {
    const before = written("old\n");
    const { ino } = fstatSync(before);
    closeSync(before);
    const fd = openSpool(dir, lease, "stdout", old);
    expect(readdirSync(dir)).toEqual(["2.1.new.out"]);
    expect(fstatSync(fd)).toMatchObject({ ino, size: 0 });
    writeSync(fd, "new\n");
    expect(readFileSync(join(dir, "2.1.new.out"), "utf8")).toBe("new\n");
    closeSync(fd);
  });

  test("is left to whom the attempt left running with it", async () => {
    const before = written("old\n");
    const daemon = Bun.spawn(["sh", "-c", "read line; echo $line"], {
      stdin: "pipe",
      stdout: before,
      stderr: "ignore",
    });
    closeSync(before);
    const fd = openSpool(dir, lease, "stdout", old);
    daemon.stdin.write("late\n");
    await daemon.stdin.end();
    await daemon.exited;
    expect(fstatSync(fd).size).toBe(0);
    expect(readdirSync(dir)).toEqual(["2.1.new.out"]);
    closeSync(fd);
  });

  test("is not missed when somebody has cleared it away", () => {
    const fd = openSpool(dir, lease, "stderr", old);
    expect(readdirSync(dir)).toEqual(["2.1.new.err"]);
    closeSync(fd);
  });
});

test("no more spare files are kept than the workers use, and none when they are cleared", () => {
  const spares = new Spares(dir, 1);
  for (let seq = 1; seq <= 20; seq++) {
    closeSync(openSpool(dir, { ...old, seq }, "stdout", null));
    spares.add({ ...old, seq });
  }
  expect(readdirSync(dir).length).toBeLessThan(20);
  expect(spares.take()).not.toBeNull();
  spares.clear();
  expect(readdirSync(dir)).toHaveLength(1);
  expect(spares.take()).toBeNull();
});
