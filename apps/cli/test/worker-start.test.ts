import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { readFileSync, readlinkSync, statSync, symlinkSync } from "node:fs";
import { isAlive, processStart, processStat } from "@queuectl/core/host";
import { type Home, newHome } from "./program.ts";
import { killRunners, startRunner, stateOf } from "./runner-process.ts";
import { until } from "./until.ts";

setDefaultTimeout(30_000);

const BIN = new URL("../src/bin.ts", import.meta.url).pathname;

/** A shell line in the home, with the program as `$Q`. */
async function shell(home: Home, line: string) {
  const { PATH = "" } = process.env;
  const child = Bun.spawn(["/bin/bash", "-c", line], {
    env: { PATH, HOME: home.path, QUEUECTL_HOME: `${home.path}/.queuectl`, Q: `${process.execPath} ${BIN}` },
    stdout: "pipe",
    stderr: "pipe",
  });
  const [stdout, stderr, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  return { stdout, stderr, code };
}

describe("worker start --detach", () => {
  test("returns when the runner is ready, and keeps none of the caller's descriptors", async () => {
    using home = newHome();
    // Each of these would hang until the runner ends, were its end of a pipe still open in there: stdout, stderr, 3 and stdin.
    const { stdout, code } = await shell(home, "{ sleep 0.01; } | $Q worker start --detach --json 3>&1 2>&1 | cat");
    const { runner, pid, log } = JSON.parse(stdout);
    try {
      expect(code).toBe(0);
      expect(await home.json("worker", "list")).toMatchObject([{ id: runner, pid, state: "running" }]);
      expect(readlinkSync(`/proc/${pid}/fd/0`)).toBe("/dev/null");
      expect(readlinkSync(`/proc/${pid}/fd/2`)).toBe(log);
      expect(statSync(log).mode & 0o777).toBe(0o600);
      // A session of its own: no terminal's end, and no Ctrl-C of the shell that started it, reaches it.
      expect(processStat(pid)?.group).toBe(pid);
      expect((await home.run("worker", "stop", runner)).code).toBe(0);
    } finally {
      await killRunners(home);
    }
  });

  test("takes the chosen database and the flags along, and appends to one log", async () => {
    using home = newHome();
    const db = `${home.path}/other place/jobs.db`;
    await Bun.write(`${home.path}/other place/keep`, "");
    const start = ["worker", "start", "--detach", "--count", "3", "--queue", "a,b", "--queue=c"];
    const first = await home.json(...start, "--db", db);
    symlinkSync(db, `${home.path}/link.db`);
    const second = await home.json(...start, "--until-empty", "--db", `${home.path}/link.db`);
    try {
      expect(first.log).toBe(`${db}.d/runner.log`);
      expect(second.log).toBe(first.log);
      await until("the second to end", () => readFileSync(first.log, "utf8").includes(`${second.runner} stopped`));
      expect(await home.json("worker", "list", "--db", db)).toMatchObject([{ workers: 3, queues: ["a", "b", "c"] }]);
      expect((await home.run("worker", "stop", "--db", db)).code).toBe(0);
      const log = readFileSync(first.log, "utf8");
      expect(log).toContain(`${first.runner} is ready: 3 workers, queues a, b, c`);
      expect(log).toContain(`${second.runner} stopped: nothing is left to do`);
    } finally {
      for (const { pid } of await home.json("worker", "list", "--db", db)) process.kill(pid, "SIGKILL");
    }
  });

  test("that cannot start says why, with the runner's own exit code, and leaves nothing behind", async () => {
    using home = newHome();
    using taken = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response() });
    const { stdout, stderr, code } = await home.run("worker", "start", "--detach", "--http", String(taken.port));
    expect([stdout, code]).toEqual(["", 1]);
    expect(stderr).toContain(`queuectl: 127.0.0.1:${taken.port} is taken by another program\n`);
    expect(await home.json("worker", "list")).toEqual([]);

    await Bun.write(`${home.path}/notes.txt`, "this is no database, however long it may be. ".repeat(200));
    const foreign = await home.run("worker", "start", "--detach", "--db", `${home.path}/notes.txt`);
    expect([foreign.stdout, foreign.code]).toEqual(["", 1]);
  });
});

describe("worker start", () => {
  test("refuses what makes no sense, before it touches anything", async () => {
    using home = newHome();
    const wrong = [
      ["--count", "0"],
      ["--count", "100000"],
      ["--count", "two"],
      ["--queue", "a b"],
      ["--queue", "a,,b"],
      ["--stop-timeout", "soon"],
      ["--http", "70000"],
      ["--http", "example.com:80"],
      ["--http", "0.0.0.0:0"],
      ["--forever"],
      ["now"],
    ];
    for (const args of wrong) {
      const { stdout, stderr, code } = await home.run("worker", "start", ...args);
      expect([args, stdout, code]).toEqual([args, "", 2]);
      expect(stderr.split("\n").length).toBeLessThanOrEqual(3);
    }
  });

  test("with --json tells what happens line by line, on stdout", async () => {
    using home = newHome();
    await home.run("enqueue", "--id", "bad", "--max-retries", "0", "-c", "exit 3");
    const { stdout, stderr, code } = await home.run("worker", "start", "--until-empty", "--json");
    expect([stderr, code]).toEqual(["", 0]);
    const events = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(events.map(({ event }) => event)).toEqual(
      expect.arrayContaining(["runner-started", "job-settled", "runner-finished"]),
    );
    expect(events.find(({ event }) => event === "job-settled")).toMatchObject({
      time: expect.stringMatching(/Z$/),
      id: "bad",
      at: expect.stringMatching(/Z$/),
      outcome: { kind: "exited", exit_code: 3 },
      verdict: { state: "dead" },
    });
  });

  test("goes on when nobody reads its log any more", async () => {
    using home = newHome();
    for (const id of ["a", "b", "c"]) await home.run("enqueue", "--id", id, "-c", "sleep 0.1");
    const { stdout, code } = await shell(home, "set -o pipefail; $Q worker start --until-empty 2>&1 | head -1");
    expect([stdout, code]).toEqual([expect.stringContaining("is ready"), 0]);
    for (const id of ["a", "b", "c"]) expect([id, await stateOf(home, id)]).toEqual([id, "completed"]);
  });

  test("outlives its terminal where it was started to: nohup", async () => {
    using home = newHome();
    await home.run(
      "enqueue",
      "--id",
      "long",
      "-c",
      `until [ -e ${home.path}/gate ] || [ ! -d ${home.path} ]; do sleep 0.02; done`,
    );
    const { code } = await shell(
      home,
      `cd ${home.path}; nohup $Q worker start --until-empty > log 2>&1 & pid=$!
       for try in {1..500}; do grep -qs "long started" ${home.path}/log && break; sleep 0.02; done
       kill -HUP $pid; sleep 0.1; : > ${home.path}/gate; wait $pid`,
    );
    expect(code).toBe(0);
    expect(readFileSync(`${home.path}/log`, "utf8")).not.toContain("SIGHUP");
    expect(await stateOf(home, "long")).toBe("completed");
  });

  test("executes each job once, however many of them run", async () => {
    using home = newHome();
    const ledger = `${home.path}/ledger`;
    const jobs = Array.from({ length: 300 }, (_, at) => ({ id: `job${at}`, command: `echo job${at} >> ${ledger}` }));
    await home.runWith({ stdin: JSON.stringify(jobs) }, "enqueue", "-");
    const runs = [1, 2, 3].map(() => home.run("worker", "start", "--count", "2", "--until-empty"));
    expect((await Promise.all(runs)).map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(readFileSync(ledger, "utf8").trimEnd().split("\n").sort()).toEqual(jobs.map(({ id }) => id).sort());
    expect((await home.json("status")).jobs).toMatchObject({ completed: 300, processing: 0, pending: 0 });
  });

  test("after a SIGKILL executes again what was lost, once nothing of it is left", async () => {
    using home = newHome();
    const ledger = `${home.path}/ledger`;
    const line = `echo $QUEUECTL_ATTEMPT start >> ${ledger}; [ $QUEUECTL_ATTEMPT = 1 ] && sleep 300; echo $QUEUECTL_ATTEMPT end >> ${ledger}`;
    await home.run("enqueue", "--id", "lost", "-c", line);
    await using first = await startRunner(home);
    await first.says("lost started");
    const child = (await until("its pid", async () => (await home.json("show", "lost")).pid)) as number;
    const childStart = processStart(child) as string;
    first.signal("SIGKILL");
    await first.exited;
    expect(await home.json("worker", "list")).toMatchObject([
      { id: first.id, state: "dead", executing: [{ id: "lost" }] },
    ]);

    await using second = await startRunner(home, "--until-empty");
    expect(await second.exited).toBe(0);
    expect(await stateOf(home, "lost")).toBe("completed");
    expect(readFileSync(ledger, "utf8")).toBe("1 start\n2 start\n2 end\n");
    expect(isAlive(child, childStart)).toBe(false);
    expect(await home.json("worker", "list")).toEqual([]);
  });
});
