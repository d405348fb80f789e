import { afterAll, expect, test } from "bun:test";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InvalidInput } from "../domain/errors.ts";
import type { Command } from "../domain/job/job.ts";
import { checkAllowed } from "./allowed-commands.ts";

const home = realpathSync(mkdtempSync(join(tmpdir(), "queuectl-")));
afterAll(() => rmSync(home, { recursive: true }));

const bin = join(home, "bin");
for (const directory of [bin, join(home, "evil")]) mkdirSync(directory);
for (const file of ["bin/box", "evil/box", "bin/tool"]) {
  writeFileSync(join(home, file), "#!/bin/sh\n");
  chmodSync(join(home, file), 0o755);
}
// One binary under many names, and the same directory under another one.
symlinkSync("box", join(bin, "rm"));
symlinkSync("bin", join(home, "linked"));

const allowed = (command: Command, list: string[], path = bin, env = {}, allowedVariables: string[] = []) => {
  try {
    checkAllowed(command, { allowedCommands: list, allowedVariables }, { path, cwd: home, env });
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInput);
    return false;
  }
};

test.each<[string, Command, string[], string, boolean]>([
  ["nothing listed allows everything", "anything at all", [], bin, true],
  ["a listed path, found by name", ["box", "-x"], [join(bin, "box")], bin, true],
  ["a listed path, by path", [join(bin, "box")], [join(bin, "box")], "", true],
  ["a listed path, relative to the job's directory", ["./bin/box"], [join(bin, "box")], "", true],
  ["a listed path, by another name of its directory", ["box"], [join(bin, "box")], join(home, "linked"), true],
  ["a listed path beside one that none can be", ["box"], ["x".repeat(70_000), join(bin, "box")], bin, true],
  ["one that no path can be", ["x".repeat(70_000)], [join(bin, "box")], bin, false],
  ["one that is not listed", ["tool"], [join(bin, "box")], bin, false],
  ["the same name elsewhere on the job's path", ["box"], [join(bin, "box")], join(home, "evil"), false],
  ["another name of the same binary", ["rm"], [join(bin, "box")], bin, false],
  ["one that does not exist", ["nowhere"], [join(bin, "box")], bin, false],
  ["a shell line without the shell", "box", [join(bin, "box")], bin, false],
  ["a shell line with the shell", "box", ["/bin/sh"], bin, true],
  ["the shell by its name", "box", ["sh"], bin, true],
  ["a list of what does not exist", ["box"], ["/nowhere/box"], bin, false],
])("%s", (_, command, list, path, expected) => {
  expect(allowed(command, list, path)).toBe(expected);
});

test("variables that a job sets are refused beside a list, but for those that are named", () => {
  const names = [
    "BASH_ENV",
    "ENV",
    "PERL5OPT",
    "NODE_OPTIONS",
    "PYTHONPATH",
    "LD_PRELOAD",
    "GIT_SSH_COMMAND",
    "PATH",
    "x",
  ];
  for (const name of names) {
    expect(allowed(["box"], [join(bin, "box")], bin, { [name]: "1" })).toBe(false);
    expect(allowed(["box"], [join(bin, "box")], bin, { [name]: "1" }, [name.toLowerCase(), "OTHER"])).toBe(
      name === "x",
    );
    expect(allowed(["box"], [join(bin, "box")], bin, { [name]: "1" }, [name])).toBe(true);
    expect(allowed(["box"], [], bin, { [name]: "1" })).toBe(true);
  }
});
