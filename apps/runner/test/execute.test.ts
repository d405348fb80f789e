import { describe, expect, test } from "bun:test";
import { chmodSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Scene } from "./scene.ts";

describe("a job", () => {
  test("that succeeds is completed, with what is known of its attempt", async () => {
    await using scene = await Scene.open();
    await scene.enqueue({ id: "a", command: "sleep 0.05" });
    await scene.drain();

    const job = await scene.job("a");
    expect(job).toMatchObject({ state: "completed", attempts: 1, last: { outcome: "exited", exitCode: 0, worker: 1 } });
    expect(job.last?.pid).toBeGreaterThan(1);
    expect((job.last?.finishedAt ?? 0) - (job.last?.startedAt ?? 0)).toBeGreaterThanOrEqual(45);
  });

  test("that fails is retried after its backoff, then dead", async () => {
    await using scene = await Scene.open();
    await scene.enqueue({ id: "a", command: "exit 7", maxRetries: 3, backoffBase: 0.5 });
    await scene.drain();

    const job = await scene.job("a");
    expect(job).toMatchObject({ state: "dead", attempts: 4, last: { exitCode: 7, number: 4 } });
    expect(job.last?.error).toContain("exit code 7");
    const attempts = await scene.store.attempts("a");
    const waits = attempts.slice(1).map((attempt, at) => (attempt.startedAt ?? 0) - (attempts[at]?.finishedAt ?? 0));
    // How much later is the machine's business: the bench of schedules measures it.
    for (const [at, expected] of [500, 250, 125].entries()) expect(waits[at]).toBeGreaterThanOrEqual(expected - 1);
  });

  test("with max_retries 0 is executed once", async () => {
    await using scene = await Scene.open();
    await scene.enqueue({ id: "a", command: "false", maxRetries: 0 });
    await scene.drain();
    expect(await scene.job("a")).toMatchObject({ state: "dead", attempts: 1 });
  });

  test("that died of a signal is recorded with its name", async () => {
    await using scene = await Scene.open();
    await scene.enqueue({ id: "a", command: "kill -USR1 $$", maxRetries: 0 });
    await scene.drain();
    expect((await scene.job("a")).last).toMatchObject({ outcome: "signalled", signal: "SIGUSR1", exitCode: null });
  });
});

describe("what cannot be started fails with an exact reason, and the next job still runs", () => {
  const cases: [string, Parameters<Scene["enqueue"]>[0], RegExp][] = [
    ["an unknown program", { command: ["no-such-program"] }, /^command not found: "no-such-program" is not in PATH/],
    [
      "a path to nothing",
      { command: ["/no/such/program"] },
      /^command not found: "\/no\/such\/program" does not exist/,
    ],
    ["a directory", { command: ["/tmp"] }, /^"\/tmp" is not executable/],
    ["a missing directory", { command: "true", cwd: "/no/such" }, /^the working directory "\/no\/such" does not exist/],
    ["a file for a directory", { command: "true", cwd: "/etc/passwd" }, /^the working directory .* is not a directory/],
  ];
  test.each(cases)("%s", async (_, spec, reason) => {
    await using scene = await Scene.open();
    await scene.enqueue({ id: "a", maxRetries: 0, ...spec }, { id: "next", command: "true" });
    await scene.drain();
    expect((await scene.job("a")).last).toMatchObject({
      outcome: "spawn-failed",
      error: expect.stringMatching(reason),
    });
    expect(await scene.job("next")).toMatchObject({ state: "completed" });
  });

  test("what no retry could start is dead at once, and says so", async () => {
    // Beside it, what a job may have is too much for the usual stack limit of 8 MiB.
    const heavy = Array.from({ length: 11 }, (_, index) => `QUEUECTL_TEST_HEAVY_${index}`);
    for (const name of heavy) process.env[name] = "x".repeat(120_000);
    try {
      await using scene = await Scene.open();
      await scene.enqueue(
        { id: "many", command: ["true", ...Array(8).fill("x".repeat(120_000))], maxRetries: 9 },
        { id: "name", command: [`/${"x".repeat(300)}`], maxRetries: 9 },
        { id: "directory", command: "true", cwd: `/${"x".repeat(300)}`, maxRetries: 9 },
        { id: "next", command: "true" },
      );
      await scene.drain();
      for (const [id, reason] of [
        ["many", "argument list too long"],
        ["name", "file name too long"],
        ["directory", "file name too long"],
      ] as const) {
        const { state, last } = await scene.job(id);
        expect({ id, state, last }).toMatchObject({
          state: "dead",
          last: { number: 1, outcome: "spawn-failed", error: expect.stringContaining(reason) },
        });
      }
      expect(await scene.job("next")).toMatchObject({ state: "completed" });
    } finally {
      for (const name of heavy) delete process.env[name];
    }
  });

  test("a script without an interpreter line, and one whose interpreter is missing", async () => {
    await using scene = await Scene.open();
    for (const [name, text] of [
      ["bare", "echo hi\n"],
      ["lost", "#!/no/such/sh\n"],
    ] as const) {
      writeFileSync(scene.file(name), text);
      chmodSync(scene.file(name), 0o755);
      await scene.enqueue({ id: name, command: [scene.file(name)], maxRetries: 0 });
    }
    await scene.drain();
    expect((await scene.job("bare")).last?.error).toContain("neither a program nor a script that begins with #!");
    expect((await scene.job("lost")).last?.error).toContain("names an interpreter that does not exist");
  });

  test("what allowed-commands does not list any more is refused at execution, too", async () => {
    await using scene = await Scene.open();
    await scene.enqueue({ id: "a", command: ["true"], maxRetries: 0 }, { id: "b", command: ["echo"], maxRetries: 0 });
    await scene.configure({ "allowed-commands": "echo" });
    await scene.drain();
    expect((await scene.job("a")).last).toMatchObject({
      outcome: "spawn-failed",
      error: expect.stringContaining("allowed"),
    });
    expect(await scene.job("b")).toMatchObject({ state: "completed" });
  });

  test("what allowed-variables does not name is refused, too, and the PATH of whoever enqueued is not used", async () => {
    await using scene = await Scene.open();
    const evil = scene.file("evil");
    mkdirSync(evil);
    for (const name of ["sh", "echo", "tool"]) {
      writeFileSync(join(evil, name), "#!/bin/sh\n/bin/echo let in\n");
      chmodSync(join(evil, name), 0o755);
    }
    writeFileSync(scene.file("script"), "#!/usr/bin/env sh\necho shut out\ntool\n");
    chmodSync(scene.file("script"), 0o755);
    const command = [scene.file("script")];
    await scene.enqueue(
      { id: "path", command, env: { PATH: `${evil}:${process.env["PATH"]}`, TZ: "UTC" }, maxRetries: 0 },
      { id: "variable", command, env: { BASH_ENV: "/x" }, maxRetries: 0 },
    );
    await scene.configure({ "allowed-commands": scene.file("script"), "allowed-variables": "TZ" });
    await scene.drain();
    const { last } = await scene.job("path");
    expect([last?.exitCode, String(await scene.output("path", "stdout"))]).toEqual([127, "shut out\n"]);
    expect((await scene.job("variable")).last).toMatchObject({
      outcome: "spawn-failed",
      error: expect.stringContaining("env: BASH_ENV is not among the allowed-variables"),
    });
  });
});

describe("order", () => {
  test("the higher priority first, then the order of enqueueing", async () => {
    await using scene = await Scene.open();
    const record = (id: string, priority: number) => ({
      id,
      priority,
      command: `echo ${id} >> ${scene.file("order")}`,
    });
    await scene.enqueue(record("a", 0), record("b", 0), record("low", -1), record("high", 5), record("c", 0));
    await scene.drain();
    expect(scene.lines("order")).toEqual(["high", "a", "b", "c", "low"]);
  });

  test("only the queues that are served", async () => {
    await using scene = await Scene.open();
    await scene.enqueue({ id: "mail", queue: "mail", command: "true" }, { id: "other", command: "true" });
    await scene.drain({ queues: ["mail"] });
    expect(await scene.job("mail")).toMatchObject({ state: "completed" });
    expect(await scene.job("other")).toMatchObject({ state: "pending", attempts: 0 });
  });

  test("until-empty waits for retries, and not for jobs that are scheduled", async () => {
    await using scene = await Scene.open();
    await scene.enqueue(
      {
        id: "twice",
        command: `test -e ${scene.file("there")} || { touch ${scene.file("there")}; exit 1; }`,
        backoffBase: 0.2,
      },
      { id: "later", command: "true", runAt: Date.now() + 3_600_000 },
    );
    await scene.drain();
    expect(await scene.job("twice")).toMatchObject({ state: "completed", attempts: 2 });
    expect(await scene.job("later")).toMatchObject({ state: "scheduled" });
  });
});

test("several runners, in processes of their own, execute each job once", async () => {
  await using scene = await Scene.open();
  const ids = Array.from({ length: 150 }, (_, at) => `job-${at}`);
  await scene.enqueue(...ids.map((id) => ({ id, command: `echo ${id} >> ${scene.file("ledger")}` })));
  const runners = await Promise.all(["r1", "r2", "r3"].map((id) => scene.remote({ id, workers: 2, untilEmpty: true })));
  expect(await Promise.all(runners.map(({ process }) => process.exited))).toEqual([0, 0, 0]);
  expect(scene.lines("ledger").toSorted()).toEqual(ids.toSorted());
  expect((await scene.store.status(Date.now())).jobs).toMatchObject({ completed: 150 });
});

describe("environment", () => {
  test("the job's own over the runner's, queuectl's names over both, no inherited lease", async () => {
    await using scene = await Scene.open();
    const inherited = { BUN_INSTALL: "/x", QUEUECTL_LEASE: "9.9.x", HIDDEN: "1", KEPT: "1", OVERRIDDEN: "no" };
    Object.assign(process.env, inherited);
    try {
      await scene.enqueue({
        id: "a",
        command: "env; pwd",
        cwd: "/usr",
        env: { PATH: "/usr/bin:/bin", OVERRIDDEN: "yes", QUEUECTL_JOB_ID: "forged" },
      });
      await scene.drain({ hiddenEnv: ["HIDDEN"] });
    } finally {
      for (const name in inherited) delete process.env[name];
    }
    const lines = (await scene.output("a", "stdout")).toString().split("\n");
    for (const line of [
      "KEPT=1",
      "BUN_INSTALL=/x",
      "OVERRIDDEN=yes",
      "PATH=/usr/bin:/bin",
      "/usr",
      "QUEUECTL_JOB_ID=a",
      "QUEUECTL_ATTEMPT=1",
    ]) {
      expect(lines).toContain(line);
    }
    expect(lines.filter((line) => /^HIDDEN=/.test(line))).toEqual([]);
    expect(lines.filter((line) => line.startsWith("QUEUECTL_LEASE="))).toEqual([
      expect.stringMatching(/=1\.1\.[0-9a-z]+$/),
    ]);
  });

  test("PWD is where the job stands, by the name that it was given, and OLDPWD is not passed on", async () => {
    await using scene = await Scene.open();
    mkdirSync(scene.file("real"));
    symlinkSync(scene.file("real"), scene.file("link"));
    const inherited = { PWD: scene.file("link"), OLDPWD: "/old" };
    const before = { PWD: process.env["PWD"], OLDPWD: process.env["OLDPWD"] };
    Object.assign(process.env, inherited);
    const command = ["env"];
    try {
      await scene.enqueue(
        { id: "real", command, cwd: scene.file("real"), env: { PWD: "/lie" } },
        { id: "link", command, cwd: scene.file("link") },
        { id: "crooked", command, cwd: `${scene.file("link")}/../real/.` },
        { id: "runners", command },
      );
      await scene.drain();
    } finally {
      for (const [name, value] of Object.entries(before)) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
    const told = async (id: string) => {
      const lines = (await scene.output(id, "stdout")).toString().split("\n");
      return lines.filter((line) => /^(OLD)?PWD=/.test(line));
    };
    expect(await told("real")).toEqual([`PWD=${scene.file("real")}`]);
    expect(await told("link")).toEqual([`PWD=${scene.file("link")}`]);
    expect(await told("crooked")).toEqual([`PWD=${realpathSync(scene.file("real"))}`]);
    // That the environment names another place does not make it the runner's.
    expect(await told("runners")).toEqual([`PWD=${process.cwd()}`]);
  });

  test("a child has its three descriptors and no other, and leads a session of its own", async () => {
    await using scene = await Scene.open();
    await scene.enqueue({
      id: "a",
      command: 'ls /proc/$$/fd; cut -d" " -f1,5,6 /proc/$$/stat; echo $$; readlink /proc/$$/fd/0',
    });
    await scene.drain();
    const [zero, one, two, ids, pid, stdin] = (await scene.output("a", "stdout")).toString().trim().split("\n");
    expect([zero, one, two]).toEqual(["0", "1", "2"]);
    expect(ids).toBe(`${pid} ${pid} ${pid}`);
    expect(stdin).toBe("/dev/null");
  });
});
