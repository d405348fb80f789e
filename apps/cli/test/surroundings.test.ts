import { describe, expect, test } from "bun:test";
import { newHome } from "./program.ts";

/** Runs the program behind a line of shell that prepares where it stands. */
async function behind(line: string): Promise<{ stderr: string; code: number }> {
  using home = newHome();
  const program = home.argv().join(" ");
  const argv = ["/bin/sh", "-c", line.replace("queuectl", program)];
  const child = Bun.spawn(argv, { cwd: home.path, env: home.env, stdin: "ignore", stdout: "ignore", stderr: "pipe" });
  return { stderr: await child.stderr.text(), code: await child.exited };
}

describe("where the program stands", () => {
  test("a working directory that is gone is named as what is wrong", async () => {
    expect(await behind("mkdir gone && cd gone && rmdir ../gone && queuectl enqueue -- true")).toEqual({
      stderr: "queuectl: the working directory is gone\n  change to one that exists\n",
      code: 1,
    });
  });

  test.skipIf(process.platform !== "linux")("an answer that cannot be written is an error", async () => {
    const { stderr, code } = await behind("queuectl --help > /dev/full");
    expect(stderr).toStartWith("queuectl: the answer cannot be written: ENOSPC");
    expect(code).toBe(1);
  });

  const env = ["env", "--ignore-signal=CHLD"];
  const canIgnore = Bun.spawnSync([...env, "true"], { stderr: "ignore" }).exitCode === 0;

  test.skipIf(!canIgnore)("SIGCHLD ignored by whoever started a runner does not hide how its jobs end", async () => {
    using home = newHome();
    await home.run("enqueue", "--id", "fails", "--max-retries", "0", "-c", "exit 7");
    const runner = Bun.spawn([...env, ...home.argv("worker", "start", "--until-empty")], {
      env: home.env,
      stdio: ["ignore", "ignore", "ignore"],
    });
    expect(await runner.exited).toBe(0);
    expect(await home.json("show", "fails")).toMatchObject({ state: "dead", outcome: "exited", exit_code: 7 });
  });

  test("a reader that has enough is none", async () => {
    expect(await behind("queuectl --help | head -n 1")).toEqual({ stderr: "", code: 0 });
  });
});
