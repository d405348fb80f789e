import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { START_LINE, startLineVariables } from "../src/runner/start-line.ts";
import { newHome } from "./program.ts";

const BIN = new URL("../src/bin.ts", import.meta.url).pathname;

test("what the program's first line sets is what the table says", () => {
  const [line = ""] = readFileSync(BIN, "utf8").split("\n", 1);
  expect(
    Object.fromEntries([...line.matchAll(/\s([A-Z_a-z]\w*)=(\S+)/g)].map(([, name, value]) => [name, value])),
  ).toEqual(START_LINE);
});

test("a compiled binary has no such line, and another value is not its doing", () => {
  expect(startLineVariables({ ...START_LINE, BUN_INSTALL: "/x" }, "/app/lib/bin.js")).toEqual(Object.keys(START_LINE));
  expect(startLineVariables(START_LINE, "/$bunfs/root/queuectl")).toEqual([]);
  expect(startLineVariables({ BUN_GC_TIMER_INTERVAL: "5" }, "/app/lib/bin.js")).toEqual([]);
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
