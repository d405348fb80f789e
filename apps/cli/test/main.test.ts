import { describe, expect, test } from "bun:test";
import { main } from "../src/main.ts";
import { newHome } from "./program.ts";
import { io } from "./world.ts";

test("elsewhere than on Linux and macOS it says so", async () => {
  const world = { ...io({}), platform: "win32" };
  expect(await main(["list"], world)).toBe(1);
  expect(world.stderr.text).toBe("queuectl: queuectl runs on Linux and macOS\n  on Windows, use it within WSL\n");
});

test("what was not foreseen is one line, and its stack only on demand", async () => {
  const broken = (env: Record<string, string>) => ({
    ...io(env),
    cwd: () => {
      throw new Error("gone\nsecond line");
    },
  });
  const world = broken({ HOME: "/nowhere" });
  expect(await main(["list", "--db", "x"], world)).toBe(1);
  expect(world.stderr.text).toBe("queuectl: unexpected: gone\n  QUEUECTL_DEBUG=1 shows where it came from\n");
  const debugged = broken({ HOME: "/nowhere", QUEUECTL_DEBUG: "1" });
  await main(["list", "--db", "x"], debugged);
  expect(debugged.stderr.text).toContain("main.test.ts");
});

test.each([true, false])("an error stays one line, whatever it quotes (on a terminal: %p)", async (terminal) => {
  const world = io({ NO_COLOR: "1" }, terminal);
  expect(await main(["list", "--limit", "--x\nqueuectl: all is well"], world)).toBe(2);
  expect(world.stderr.text.trimEnd().split("\n")).toHaveLength(2);
});

test("an error that nobody can read still has its exit code", async () => {
  const deaf = io({});
  deaf.stderr.write = () => Promise.reject(Object.assign(new Error("broken pipe"), { code: "EPIPE" }));
  expect(await main(["lst"], deaf)).toBe(2);
});

test("whoever is waited for at a terminal is told", async () => {
  using home = newHome();
  const world = io(home.env);
  expect(await main(["enqueue", "-"], world)).toBe(0);
  expect(world.stderr.text).toBe("· reading jobs from standard input; end with Ctrl-D\n");
  const ids = io(home.env);
  expect(await main(["cancel", "-"], ids)).toBe(0);
  expect(ids.stderr.text).toBe("· reading ids from standard input; end with Ctrl-D\n");
});

describe("on a terminal", () => {
  test("there are colours, unless they are not wanted", async () => {
    using home = newHome();
    const shown = async (env: Record<string, string>, ...argv: string[]) => {
      const world = io({ ...home.env, ...env }, true);
      await main(argv, world);
      return world.stdout.text;
    };
    await shown({}, "enqueue", "--", "x");
    expect(await shown({}, "list")).toContain("\x1b[36mpending\x1b[0m");
    expect(await shown({}, "list", "--no-color")).not.toContain("\x1b");
    expect(await shown({ NO_COLOR: "1" }, "list")).not.toContain("\x1b");
    expect(await shown({ TERM: "dumb" }, "list")).not.toContain("\x1b");
    expect(await shown({}, "list", "--json")).not.toContain("\x1b");
  });

  test("tables and help fit, and nothing of a job reaches it raw", async () => {
    using home = newHome();
    await home.run(
      "enqueue",
      "--id",
      "job1",
      "--env",
      "A=\x1b[2J",
      "--cwd",
      "/\x1b[2J",
      "-c",
      `\x1b]0;x\x07${"long ".repeat(50)}`,
    );
    for (const argv of [
      ["list"],
      ["show", "job1"],
      ["config", "list"],
      ["--help"],
      ["enqueue", "--help"],
      ["show", "\x1b[2J"],
    ]) {
      const world = io(home.env, true);
      await main(argv, world);
      const text = world.stdout.text + world.stderr.text;
      const visible = Bun.stripANSI(text);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there.
      expect(text.replaceAll(/\x1b\[\d+m/g, "")).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
      if (argv[0] !== "show")
        expect(Math.max(...visible.split("\n").map((line) => Bun.stringWidth(line)))).toBeLessThanOrEqual(80);
    }
  });
});
