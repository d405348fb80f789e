import { expect, test } from "bun:test";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processStat } from "@queuectl/core/host";
import { LEASE_VARIABLE } from "../src/messages/messages.ts";
import { carriersOf } from "../src/process/find.ts";
import { until } from "./scene.ts";

/** Runs a script that goes on until there is a file `stop`, with the cookie in its environment. */
async function whileRunning(script: string, cookie: string, body: () => void | Promise<void>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "queuectl-find-"));
  await Bun.write(join(dir, "again.sh"), `test -e stop && exit\n: > begun\n${script}\n`);
  const env = { PATH: process.env["PATH"] ?? "", [LEASE_VARIABLE]: cookie };
  Bun.spawn(["sh", "again.sh"], { cwd: dir, env, stdout: "ignore", stderr: "ignore" });
  try {
    await until(() => existsSync(join(dir, "begun")));
    await body();
  } finally {
    await Bun.write(join(dir, "stop"), "");
    await until(() => {
      const { found, unclear } = carriersOf(cookie);
      return found.length === 0 && !unclear;
    });
    rmSync(dir, { recursive: true });
  }
}

test.each([
  ["replaces itself by another program", "exec sh again.sh", 1000],
  ["hands on to a child in a session of its own, and exits", "setsid sh again.sh & exit", 100],
])("no look misses a process that %s, again and again", async (_, script, looks) => {
  const cookie = `1.1.${crypto.randomUUID()}`;
  await whileRunning(script, cookie, () => {
    const missed = Array.from({ length: looks }, () => carriersOf(cookie)).filter(
      ({ found, unclear }) => found.length === 0 && !unclear,
    );
    expect(missed).toEqual([]);
  });
});

test("a process whose first thread has ended lives on", async () => {
  const cookie = `1.1.${crypto.randomUUID()}`;
  const env = { PATH: process.env["PATH"] ?? "", [LEASE_VARIABLE]: cookie };
  const child = Bun.spawn([process.execPath, join(import.meta.dir, "fixtures/headless.ts")], { env, stdout: "ignore" });
  await until(() => processStat(child.pid)?.state === "Z");
  expect(carriersOf(cookie).found.map(({ pid }) => pid)).toEqual([child.pid]);
  child.kill("SIGKILL");
  await child.exited;
  expect(carriersOf(cookie).found).toEqual([]);
});
