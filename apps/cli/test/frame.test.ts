import { describe, expect, test } from "bun:test";
import { COMMANDS } from "../src/table-of-commands.ts";
import { newHome } from "./program.ts";

const NAMES = Object.entries(COMMANDS).flatMap(([name, entry]) => [
  ...("load" in entry ? [[name]] : []),
  ...Object.keys(entry.commands ?? {}).map((word) => [name, word]),
]);

describe("help", () => {
  test("of the program names every command, on stdout, and loads none of them", async () => {
    using home = newHome();
    const { stdout, stderr, code } = await home.run("--help");
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    for (const [name, entry] of Object.entries(COMMANDS))
      expect(stdout).toMatch(new RegExp(`^  ${name} +${entry.summary}$`, "m"));
  });

  test.concurrent.each(NAMES)("of %s %s says what it does and how it is used", async (...path) => {
    using home = newHome();
    const words = path.filter((word) => typeof word === "string");
    const { stdout, stderr, code } = await home.run(...words, "--help");
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    expect(stdout).toContain(`queuectl ${words.join(" ")}`);
    expect(stdout).toMatch(/^Usage:$/m);
    // A command without arguments of its own needs none.
    if (/^(Arguments|Flags):$/m.test(stdout)) expect(stdout).toMatch(/^Examples:$/m);
    expect((await home.run("help", ...words)).stdout).toBe(stdout);
  });

  test("stands on stderr, with exit 2, where no command is named", async () => {
    using home = newHome();
    for (const words of [[], ["dlq"], ["config"], ["--"]]) {
      const { stdout, stderr, code } = await home.run(...words);
      expect({ stdout, code }).toEqual({ stdout: "", code: 2 });
      expect(stderr).toContain("Usage:");
    }
  });

  test("behind -- is the job's", async () => {
    using home = newHome();
    const job = await home.json("enqueue", "--", "df", "--help", "--version", "--", "-h", "--json");
    expect(job.command).toEqual(["df", "--help", "--version", "--", "-h", "--json"]);
  });
});

test("--version", async () => {
  using home = newHome();
  expect(await home.run("--version")).toEqual({ stdout: "queuectl 0.1.0\n", stderr: "", code: 0 });
});

describe("the database", () => {
  test("is named by --db, before or after the command, else by QUEUECTL_DB, else it lies in QUEUECTL_HOME", async () => {
    using home = newHome();
    const at = async (env: Record<string, string>, ...argv: string[]) =>
      JSON.parse((await home.runWith({ env }, ...argv, "--json")).stdout).db;
    expect(await at({}, "--db", "a.db", "init")).toBe(`${home.path}/a.db`);
    expect(await at({ QUEUECTL_DB: "/nowhere/x.db" }, "init", `--db=${home.path}/x/../b.db`)).toBe(`${home.path}/b.db`);
    expect(await at({ QUEUECTL_DB: `${home.path}/c.db` }, "init")).toBe(`${home.path}/c.db`);
    expect(await at({ QUEUECTL_HOME: `${home.path}/d` }, "init")).toBe(`${home.path}/d/queue.db`);
    expect(await at({ QUEUECTL_HOME: "" }, "init")).toBe(`${home.path}/.queuectl/queue.db`);
  });

  test("is created by whatever comes first, and init may be said again", async () => {
    using home = newHome();
    expect(await home.json("list")).toEqual([]);
    expect((await home.run("init")).code).toBe(0);
    expect((await home.run("init")).code).toBe(0);
  });
});

describe("output", () => {
  test("whose reader is gone ends quietly", async () => {
    using home = newHome();
    const many = Array.from({ length: 2_000 }, (_, index) => `{"command":"echo ${index} é漢字"}`).join("\n");
    await home.runWith({ stdin: many }, "enqueue", "-");
    for (const [words, first] of [
      [["--json"], "[\n"],
      [[], /^ID.*\n$/],
    ] as const) {
      const argv = home.argv("list", "--limit", "2000", ...words);
      const pipe = Bun.spawn(["/bin/sh", "-c", '"$@" | head -n 1', "sh", ...argv], { env: home.env, stderr: "pipe" });
      expect(await pipe.stdout.text()).toMatch(first);
      expect(await pipe.stderr.text()).toBe("");
    }
  });

  test("that cannot be written is a failure", async () => {
    using home = newHome();
    if (!(await Bun.file("/dev/full").exists())) return;
    const full = Bun.spawn(home.argv("list", "--json"), {
      env: home.env,
      stdout: Bun.file("/dev/full"),
      stderr: "pipe",
    });
    expect(await full.exited).toBe(1);
    expect(await full.stderr.text()).toContain("no space left");
  });

  test("has no colours in a pipe", async () => {
    using home = newHome();
    await home.run("enqueue", "--", "true");
    for (const words of [["list"], ["status"], ["show", "x"], ["config", "list"], ["--help"]]) {
      const { stdout, stderr } = await home.run(...words);
      expect(stdout + stderr).not.toContain("\x1b");
    }
  });
});
