import { expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { describe, type Outcome } from "@queuectl/core";
import { COMPLETED, DEAD, type Ending, execute } from "./execute.ts";
import { newHome } from "./program.ts";

const BYTES = new Uint8Array([0x61, 0, 0xff, 0x1b, 0x5b, 0x33, 0x31, 0x6d, 0x62, 0x0a]);

function failing(text: string): Ending {
  return {
    outcome: { kind: "exited", exitCode: 1 },
    verdict: { state: "failed", runAt: Date.now() - 1 },
    output: [{ stream: "stdout", text }],
  };
}

const TALKING: Ending = {
  ...DEAD,
  output: [
    { stream: "stdout", text: "one\ntwo\n" },
    { stream: "stderr", text: "warning\n" },
    { stream: "stdout", text: "three\n" },
  ],
};

test.concurrent("show tells everything", async () => {
  using home = newHome();
  await home.run("enqueue", "--id", "job1", "--", "make it");
  await execute(home, () => failing("first\n"));
  await execute(home, () => TALKING);
  const { stdout, code } = await home.run("show", "job1");
  expect(code).toBe(0);
  for (const line of [
    /^state +dead$/m,
    /^command +'make it'$/m,
    /^attempts +2\/4$/m,
    /^error +exit code 7, after 1 execution$/m,
  ]) {
    expect(stdout).toMatch(line);
  }
  expect(stdout).toMatch(/^ +1 +exited +.+ +5ms +1 /m);
  expect(stdout).toEndWith("stdout:\none\ntwo\nthree\n\nstderr:\nwarning\n");

  const job = await home.json("show", "job1");
  expect(job).toMatchObject({
    state: "dead",
    attempts: 2,
    stdout: "one\ntwo\nthree\n",
    stderr: "warning\n",
    exit_code: 7,
  });
  expect(job.attempt_history).toMatchObject([
    { number: 1, exit_code: 1, stdout_bytes: 6 },
    { number: 2, exit_code: 7, stdout_bytes: 14, stderr_bytes: 8 },
  ]);
  expect(await home.json("dlq", "show", "job1")).toEqual(job);
});

test.concurrent("show gives the end of long output, beginning with a whole character", async () => {
  using home = newHome();
  await home.run("enqueue", "--id", "job1", "--", "x");
  await execute(home, () => ({ ...COMPLETED, output: [{ stream: "stdout", text: `${"é".repeat(12_000)}x` }] }));
  const { stdout } = await home.json("show", "job1");
  expect(stdout).toMatch(/^é{8000,}x$/);
});

test.concurrent("logs gives each stream to its own, bytes as they came", async () => {
  using home = newHome();
  await home.run("enqueue", "--id", "job1", "--", "x");
  await home.run("enqueue", "--id", "job2", "--", "x");
  await execute(home, (job) =>
    job.id === "job1" ? TALKING : { ...COMPLETED, output: [{ stream: "stdout", text: BYTES }] },
  );
  expect(await home.run("logs", "job1")).toEqual({ stdout: "one\ntwo\nthree\n", stderr: "warning\n", code: 0 });
  expect(await home.run("logs", "job1", "--stdout")).toMatchObject({ stdout: "one\ntwo\nthree\n", stderr: "" });
  expect(await home.run("logs", "job1", "--stderr")).toMatchObject({ stdout: "", stderr: "warning\n" });
  expect(await home.run("logs", "job1", "--stdout", "--stderr")).toMatchObject({ stderr: "warning\n" });
  const raw = Bun.spawn(home.argv("logs", "job2"), { env: home.env, stderr: "ignore" });
  expect(await raw.stdout.bytes()).toEqual(BYTES);
});

test.concurrent("logs --tail, --timestamps, --attempt and --json", async () => {
  using home = newHome();
  await home.run("enqueue", "--id", "job1", "--", "x");
  await execute(home, () => failing("first\n"));
  await execute(home, () => TALKING);
  expect(await home.run("logs", "job1", "--tail", "2")).toEqual({ stdout: "three\n", stderr: "warning\n", code: 0 });
  expect(await home.run("logs", "job1", "--tail", "0")).toEqual({ stdout: "", stderr: "", code: 0 });
  expect((await home.run("logs", "job1", "--attempt", "1")).stdout).toBe("first\n");
  const stamp = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`;
  const stamped = await home.run("logs", "job1", "--timestamps");
  expect(stamped.stdout).toMatch(new RegExp(`^${stamp} one\n${stamp} two\n${stamp} three\n$`));
  expect(await home.json("logs", "job1")).toMatchObject([
    { attempt: 2, stream: "stdout", offset: 0, text: "one\ntwo\n" },
    { attempt: 2, stream: "stderr", offset: 0, text: "warning\n" },
    { attempt: 2, stream: "stdout", offset: 8, text: "three\n" },
  ]);
});

test.concurrent("what was dropped is reported, to the byte", async () => {
  using home = newHome();
  await home.run("enqueue", "--id", "job1", "--", "x");
  const output = [
    { stream: "stdout", text: "head\nof a line" },
    { stream: "stdout", text: "of another\ntail\n", offset: 1_005 },
  ] as const;
  await execute(home, () => ({ ...COMPLETED, output }));
  expect(await home.run("logs", "job1")).toEqual({
    stdout: "head\n[… 1,011 bytes of stdout not kept …]\ntail\n",
    stderr: "",
    code: 0,
  });
  expect((await home.run("logs", "job1", "--tail", "2")).stdout).toBe("[… 1,011 bytes of stdout not kept …]\ntail\n");
  expect((await home.json("show", "job1")).stdout).toBe("head\n[… 1,011 bytes of stdout not kept …]\ntail\n");
  expect(await home.json("logs", "job1")).toMatchObject([
    { offset: 0, text: "head\n" },
    { offset: 1_016, text: "tail\n" },
  ]);
});

test.concurrent("logs --exit-code exits as the job did", async () => {
  using home = newHome();
  const dead = (outcome: Outcome): Ending => ({
    outcome,
    verdict: { state: "dead", reason: `${describe(outcome)}`, crashes: 0 },
  });
  const ends: [code: number, Ending][] = [
    [0, COMPLETED],
    [7, DEAD],
    [137, dead({ kind: "signalled", signal: "SIGKILL" })],
    [124, dead({ kind: "timed-out", afterMs: 5 })],
    [127, dead({ kind: "spawn-failed", reason: 'command not found: "x" does not exist' })],
    [126, dead({ kind: "spawn-failed", reason: '"x" is not executable' })],
    [130, { outcome: { kind: "cancelled" }, verdict: { state: "cancelled" } }],
    [1, dead({ kind: "lost", because: "runner-died" })],
  ];
  await home.runWith({ stdin: ends.map(([code]) => `{"id":"job${code}","command":"x"}`).join("\n") }, "enqueue", "-");
  const waiting = await home.run("logs", "job0", "--exit-code");
  expect(waiting).toMatchObject({ code: 3, stderr: expect.stringContaining("job0 has not finished") });
  await execute(home, ({ id }) => ends.find(([code]) => id === `job${code}`)?.[1] ?? null);
  for (const [code] of ends) {
    expect([code, (await home.run("logs", `job${code}`, "--exit-code")).code]).toEqual([code, code]);
  }
  expect((await home.run("logs", "job7", "--follow")).code).toBe(0);
  expect((await home.run("logs", "job7", "--follow", "--exit-code")).code).toBe(7);
  expect((await home.run("logs", "job7", "--attempt", "1", "--exit-code")).code).toBe(7);
});

test.concurrent("what is hidden in a command is shown, in tables and details, piped or not", async () => {
  using home = newHome();
  await home.run("enqueue", "--id", "job1", "-c", "echo backup ok \x1b]0;touch /tmp/y #\x07\u200b");
  const shown = "echo backup ok \\x1b]0;touch /tmp/y #\\x07\\u200b";
  expect((await home.run("list")).stdout).toContain(shown);
  expect((await home.run("show", "job1")).stdout).toContain(shown);
  const { stdout } = await home.run("list", "--json");
  expect(stdout).toMatch(/^[\n -~]+$/);
  expect(JSON.parse(stdout)[0].command).toBe("echo backup ok \x1b]0;touch /tmp/y #\x07\u200b");
});

test.concurrent("a job that has not run has no logs", async () => {
  using home = newHome();
  await home.run("enqueue", "--id", "job1", "--", "x");
  expect(await home.run("logs", "job1")).toEqual({ stdout: "", stderr: "· job1 has not run yet\n", code: 0 });
  expect(await home.json("logs", "job1")).toEqual([]);
});

test.concurrent("logs --follow ends when its database is deleted", async () => {
  using home = newHome();
  await home.run("enqueue", "--id", "job1", "--", "x");
  const following = home.start("logs", "job1", "--follow");
  const reader = following.stdout.getReader();
  await execute(home, () => failing("first\n"));
  await reader.read();
  rmSync(`${home.path}/.queuectl`, { recursive: true });
  expect(await following.exited).toBe(1);
  expect(await following.stderr.text()).toMatch(
    /^queuectl: \S+queue.db was moved, deleted or replaced while it was in use\n.*\n$/m,
  );
});

test.concurrent("logs --follow goes on across retries until the job has finished", async () => {
  using home = newHome();
  await home.run("enqueue", "--id", "job1", "--", "x");
  const following = home.start("logs", "job1", "--follow");
  const reader = following.stdout.getReader();
  const next = async () => new TextDecoder().decode((await reader.read()).value);
  await execute(home, () => failing("first\n"));
  expect(await next()).toBe("first\n");
  await execute(home, () => ({ ...COMPLETED, output: [{ stream: "stdout", text: "second\n" }] }));
  expect(await next()).toBe("second\n");
  expect(await following.exited).toBe(0);
  const again = await home.run("logs", "job1", "--follow", "--json");
  expect(JSON.parse(again.stdout)).toMatchObject({ attempt: 2, text: "second\n" });
});
