import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { START_LINE, startLineVariables } from "../src/runner/start-line.ts";
import { newHome } from "./program.ts";

const BIN = new URL("../src/bin.ts", import.meta.url).pathname;

test("what the program's first lines set for every command is what the table says", () => {
  const [, line = ""] = readFileSync(BIN, "utf8").split("\n", 2);
  expect(
    Object.fromEntries([...line.matchAll(/; export (\w+)=([^\s;]+)/g)].map(([, name, value]) => [name, value])),
  ).toEqual(START_LINE);
});

test("a compiled binary has no such line, and another value is not its doing", () => {
  expect(startLineVariables({ ...START_LINE, BUN_INSTALL: "/x" }, "/app/lib/bin.js")).toEqual([
    "QUEUECTL_NOFILE",
    ...Object.keys(START_LINE),
  ]);
  expect(startLineVariables(START_LINE, "/$bunfs/root/queuectl")).toEqual(["QUEUECTL_NOFILE"]);
  expect(startLineVariables({ BUN_GC_TIMER_INTERVAL: "5" }, "/app/lib/bin.js")).toEqual(["QUEUECTL_NOFILE"]);
});

test("of Bun's variables, jobs get those of the user, and none that the start line set", async () => {
  using home = newHome();
  await home.run("enqueue", "--id", "a", "--", "env");
  // By its first line, as the package starts it.
  const runner = Bun.spawn([BIN, "worker", "start", "--until-empty"], {
    env: { ...home.env, PATH: `${dirname(process.execPath)}:${home.env.PATH}`, BUN_INSTALL: "/opt/bun" },
    stdio: ["ignore", "ignore", "ignore"],
  });
  expect(await runner.exited).toBe(0);
  const { stdout } = await home.run("logs", "a");
  expect(stdout.split("\n").filter((line) => line.startsWith("BUN_"))).toEqual(["BUN_INSTALL=/opt/bun"]);
});

test("jobs get the soft limit of descriptors that their runner was started with, and not the one that Bun raises it to", async () => {
  using home = newHome();
  for (const id of ["a", "b", "c", "d"]) await home.run("enqueue", "--id", id, "-c", "ulimit -Sn; ulimit -Hn; env");
  const start = (...argv: string[]) =>
    Bun.spawn(["/bin/sh", "-c", `ulimit -Sn 500 && ulimit -Hn 900 && exec "$0" "$@"`, BIN, ...argv], {
      env: { ...home.env, PATH: `${dirname(process.execPath)}:${home.env.PATH}` },
      stdio: ["ignore", "ignore", "ignore"],
    });
  expect(await start("worker", "start", "--until-empty", "--count", "4").exited).toBe(0);
  for (const id of ["a", "b", "c", "d"]) {
    const { stdout } = await home.run("logs", id);
    expect(stdout).toStartWith("500\n900\n");
    expect(stdout).not.toContain("QUEUECTL_NOFILE");
  }
});
