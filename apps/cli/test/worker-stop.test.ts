import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { isAlive, processStart } from "@queuectl/core/host";
import { type Home, newHome } from "./program.ts";
import { openTerminal, startRunner, stateOf } from "./runner-process.ts";
import { until } from "./until.ts";

setDefaultTimeout(30_000);

/** One job that executes until its test says so, and one behind it that must not start. */
async function busy(home: Home) {
  const gate = `${home.path}/gate`;
  await home.run(
    "enqueue",
    "--id",
    "running",
    "-c",
    `until [ -e ${gate} ] || [ ! -d ${home.path} ]; do sleep 0.02; done`,
  );
  const runner = await startRunner(home);
  await runner.says("running started");
  await home.run("enqueue", "--id", "waiting", "-c", "true");
  return { runner, finish: () => Bun.write(gate, "") };
}

const gentleStops = {
  "worker stop from another terminal": async (home: Home) => {
    const stop = home.start("worker", "stop");
    return async () => expect(await stop.exited).toBe(0);
  },
  SIGTERM: signalled("SIGTERM", "process"),
  "Ctrl-C to the whole foreground group": signalled("SIGINT", "group"),
};

function signalled(signal: NodeJS.Signals, whom: "process" | "group") {
  return async (_: Home, runner: { signal(signal: NodeJS.Signals, whom: "process" | "group"): void }) => {
    runner.signal(signal, whom);
    return async () => {};
  };
}

describe("a runner that is asked to stop", () => {
  test.each(Object.entries(gentleStops))("by %s lets the running job complete and starts no other", async (_, ask) => {
    using home = newHome();
    const { runner, finish } = await busy(home);
    await using _runner = runner;
    const asked = await ask(home, runner);
    await runner.says("1 job still running");
    await until("everybody sees it", async () => (await home.json("worker", "list"))[0].state === "stopping");
    await finish();

    expect(await runner.exited).toBe(0);
    await asked();
    expect([await stateOf(home, "running"), await stateOf(home, "waiting")]).toEqual(["completed", "pending"]);
    expect(await home.json("worker", "list")).toEqual([]);
  });

  test("says how to force it, and by a second Ctrl-C ends the job and gives it back", async () => {
    using home = newHome();
    const { runner } = await busy(home);
    await using _runner = runner;
    const { pid, processStart: started } = await childOf(home, "running");
    runner.signal("SIGINT", "group");
    await runner.says("once more to end it");
    // Not the echo of the first: that would be the very same signal, handed on.
    runner.signal("SIGTERM", "process");

    expect(await runner.exited).toBe(0);
    expect(await home.json("show", "running")).toMatchObject({ state: "pending", attempts: 0 });
    expect(isAlive(pid, started)).toBe(false);
  });

  test("counts one Ctrl-C once, although bunx hands on a copy of it", async () => {
    using home = newHome();
    const { runner, finish } = await busy(home);
    await using _runner = runner;
    runner.signal("SIGINT", "group");
    // Part of what happens, not a wait for it: the copy comes a few milliseconds after the terminal's own.
    await Bun.sleep(10);
    runner.signal("SIGINT", "process");
    await runner.says("1 job still running");
    await finish();

    expect(await runner.exited).toBe(0);
    expect(await stateOf(home, "running")).toBe("completed");
  });

  test("by Ctrl-C at a real terminal stops", async () => {
    using home = newHome();
    await using terminal = openTerminal(home, "worker", "start");
    await terminal.shows("is ready");
    terminal.type("\x03");
    expect(await terminal.exited).toBe(0);
    await terminal.shows("stopped");
  });

  test("by the end of its terminal lets the running job complete, too", async () => {
    using home = newHome();
    const gate = `${home.path}/gate`;
    await home.run(
      "enqueue",
      "--id",
      "running",
      "-c",
      `until [ -e ${gate} ] || [ ! -d ${home.path} ]; do sleep 0.02; done`,
    );
    await using terminal = openTerminal(home, "worker", "start");
    await terminal.shows("running started");
    terminal.hangUp();
    await until("it stops", async () => (await home.json("worker", "list"))[0].state === "stopping");
    await Bun.write(gate, "");
    expect(await terminal.exited).toBe(0);
    expect(await stateOf(home, "running")).toBe("completed");
  });

  test("goes on at SIGHUP where it has none", async () => {
    using home = newHome();
    const { runner, finish } = await busy(home);
    await using _runner = runner;
    runner.signal("SIGHUP");
    await runner.says("SIGHUP: going on");
    await finish();
    await runner.says("waiting completed");
    runner.signal("SIGTERM");
    expect(await runner.exited).toBe(0);
  });

  test("in time ends what runs: --stop-timeout", async () => {
    using home = newHome();
    await home.run("enqueue", "--id", "long", "-c", "sleep 300");
    await using runner = await startRunner(home, "--stop-timeout", "100ms");
    await runner.says("long started");
    runner.signal("SIGTERM");
    expect(await runner.exited).toBe(0);
    expect(await stateOf(home, "long")).toBe("pending");
  });
});

describe("worker stop", () => {
  test("does not undo a start right after it", async () => {
    using home = newHome();
    await using first = await startRunner(home);
    const stop = home.start("worker", "stop", "--no-wait");
    expect(await stop.exited).toBe(0);
    await using second = await startRunner(home);
    expect(await first.exited).toBe(0);
    await home.run("enqueue", "--id", "later", "-c", "true");
    await second.says("later completed");
    expect(await home.json("worker", "list")).toMatchObject([{ id: second.id, state: "running" }]);
  });

  test("is content when none is running, and knows no runner that is not there", async () => {
    using home = newHome();
    expect((await home.run("worker", "stop")).code).toBe(0);
    expect(await home.json("worker", "stop")).toEqual([]);
    const unknown = await home.run("worker", "stop", "nosuch");
    expect([unknown.code, unknown.stderr]).toEqual([4, expect.stringContaining("there is no runner nosuch")]);
    expect((await home.run("worker", "stop", "../x")).code).toBe(2);
  });

  test("stops the one that is named, and no other", async () => {
    using home = newHome();
    await using first = await startRunner(home);
    await using second = await startRunner(home);
    expect(await home.json("worker", "stop", first.id)).toMatchObject([{ id: first.id, result: "stopped" }]);
    expect(await first.exited).toBe(0);
    expect(await home.json("worker", "list")).toMatchObject([{ id: second.id }]);
  });

  test("returns only when the process is gone", async () => {
    using home = newHome();
    await using runner = await startRunner(home);
    const started = processStart(runner.pid) as string;
    expect((await home.run("worker", "stop")).code).toBe(0);
    expect(isAlive(runner.pid, started)).toBe(false);
  });

  test("says who has not stopped in time, and leaves them alone", async () => {
    using home = newHome();
    const { runner, finish } = await busy(home);
    await using _runner = runner;
    const { code, stderr } = await home.run("worker", "stop", "--timeout", "200ms");
    expect([code, stderr]).toEqual([1, expect.stringContaining(`${runner.id} still runs after 200ms`)]);
    await finish();
    expect(await runner.exited).toBe(0);
    expect(await stateOf(home, "running")).toBe("completed");
  });

  test("--force ends what executes and gives it back", async () => {
    using home = newHome();
    const { runner } = await busy(home);
    await using _runner = runner;
    expect(await home.json("worker", "stop", "--force")).toMatchObject([{ result: "stopped" }]);
    expect(await runner.exited).toBe(0);
    expect(await home.json("show", "running")).toMatchObject({ state: "pending", attempts: 0 });
  });

  test("--force kills a runner that does not answer, and waits for no dead one", async () => {
    using home = newHome();
    await using runner = await startRunner(home);
    runner.signal("SIGSTOP");
    expect(await home.json("worker", "stop", "--force", "--timeout", "200ms")).toMatchObject([{ result: "killed" }]);
    expect(await runner.exited).toBe(137);

    expect(await home.json("worker", "list")).toMatchObject([{ id: runner.id, state: "dead" }]);
    expect(await home.json("worker", "stop")).toMatchObject([{ id: runner.id, result: "dead" }]);
  });
});

describe("worker stop within a job", () => {
  const line = (home: Home, ...argv: string[]) => home.argv(...argv).join(" ");

  test.each<[string, (home: Home) => string, string]>([
    ["of the runner", (home) => line(home, "worker", "stop"), "completed"],
    [
      "of a runner that is itself such a job",
      (home) => {
        const inner = ["--db", `${home.path}/inner.db`];
        const stop = line(home, "--db", `${home.path}/.queuectl/queue.db`, "worker", "stop");
        return `${line(home, ...inner, "enqueue", "--id", "stop", "--", stop)} &&
          ${line(home, ...inner, "worker", "start", "--until-empty")} && ${line(home, ...inner, "logs", "stop")}`;
      },
      "completed",
    ],
    // It ends this job, and the command with it.
    ["of the runner, by force", (home) => `${line(home, "worker", "stop", "--force")}; sleep 300`, "pending"],
  ])("%s only asks, since the runner waits for the job", async (_, command, state) => {
    using home = newHome();
    await using runner = await startRunner(home);
    await home.run("enqueue", "--id", "stops", "-c", command(home));
    expect(await runner.exited).toBe(0);
    expect(await stateOf(home, "stops")).toBe(state);
    if (state !== "completed") return;
    expect((await home.run("logs", "stops")).stderr).toContain(
      `only asked, and not waited for: this is part of a job of ${runner.id}`,
    );
  });
});

async function childOf(home: Home, id: string): Promise<{ pid: number; processStart: string }> {
  return until("the child's pid", async () => {
    const { pid } = await home.json("show", id);
    const start = pid === null ? null : processStart(pid);
    return start === null ? null : { pid, processStart: start };
  });
}
