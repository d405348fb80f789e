import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { newHome } from "./program.ts";
import { stateOf } from "./runner-process.ts";

setDefaultTimeout(60_000);

/** What every queue of this kind is judged by, told as its user would do it. */
describe("the five scenarios", () => {
  test.concurrent("a basic job completes", async () => {
    using home = newHome();
    expect((await home.run("enqueue", '{"id":"job1","command":"echo hello"}')).code).toBe(0);
    expect((await home.run("worker", "start", "--until-empty")).code).toBe(0);
    expect(await home.json("show", "job1")).toMatchObject({
      state: "completed",
      attempts: 1,
      exit_code: 0,
      stdout: "hello\n",
    });
  });

  test.concurrent("a failing job is retried after 2, 4 and 8 seconds, then is dead after its fourth execution", async () => {
    using home = newHome();
    await home.run("enqueue", '{"id":"bad","command":"exit 1","max_retries":3}');
    expect((await home.run("worker", "start", "--until-empty")).code).toBe(0);

    const { state, attempts, error, history } = await showWithAttempts(home, "bad");
    expect([state, attempts]).toEqual(["dead", 4]);
    expect(error).toContain("exit code 1");
    const waits = history
      .slice(1)
      .map((each, at) => Date.parse(each.started_at) - Date.parse(history[at]?.finished_at ?? ""));
    // Never early; late by no more than a loaded machine is.
    for (const [at, expected] of [2_000, 4_000, 8_000].entries()) {
      expect(waits[at]).toBeGreaterThanOrEqual(expected - 2);
      expect(waits[at]).toBeLessThan(expected + 1_500);
    }
    expect(await home.json("dlq", "list")).toMatchObject([{ id: "bad" }]);
  });

  test.concurrent("without retries it is dead after its first execution", async () => {
    using home = newHome();
    await home.run("enqueue", "--id", "bad", "--max-retries", "0", "-c", "exit 7");
    await home.run("worker", "start", "--until-empty");
    expect(await home.json("show", "bad")).toMatchObject({ state: "dead", attempts: 1, exit_code: 7 });
  });

  test.concurrent("several workers execute each job once, at the same time", async () => {
    using home = newHome();
    const ids = ["a", "b", "c"];
    // Each waits until all have begun: it completes only where three execute at once.
    const line = `: > $QUEUECTL_JOB_ID; until [ -e a ] && [ -e b ] && [ -e c ]; do sleep 0.02; done; echo $QUEUECTL_JOB_ID >> ledger`;
    for (const id of ids) await home.run("enqueue", "--id", id, "--timeout", "10s", "--max-retries", "0", "-c", line);
    expect((await home.run("worker", "start", "--count", "3", "--until-empty")).code).toBe(0);
    const ledger = await Bun.file(`${home.path}/ledger`).text();
    expect(ledger.trimEnd().split("\n").sort()).toEqual(ids);
    for (const id of ids) expect(await stateOf(home, id)).toBe("completed");
  });

  test.concurrent("a command that does not exist fails gracefully, and the next job still runs", async () => {
    using home = newHome();
    await home.run("enqueue", "--id", "argv", "--max-retries", "0", "--", "no-such-command-here");
    await home.run("enqueue", "--id", "shell", "--max-retries", "0", "-c", "no-such-command-here");
    await home.run("enqueue", "--id", "next", "-c", "true");
    expect((await home.run("worker", "start", "--until-empty")).code).toBe(0);
    const argv = await home.json("show", "argv");
    expect(argv).toMatchObject({ state: "dead", outcome: "spawn-failed" });
    expect(argv.error).toContain("no-such-command-here");
    expect(await home.json("show", "shell")).toMatchObject({ state: "dead", exit_code: 127 });
    expect(await stateOf(home, "next")).toBe("completed");
  });

  test.concurrent("jobs, config and DLQ survive a restart", async () => {
    using home = newHome();
    await home.run("config", "set", "max-retries", "0");
    await home.run("enqueue", "--id", "done", "-c", "true");
    await home.run("enqueue", "--id", "bad", "-c", "test -e mended");
    await home.run("worker", "start", "--until-empty");
    await home.run("enqueue", "--id", "later", "-c", "true");
    await home.run("enqueue", "--id", "tomorrow", "--delay", "1d", "-c", "true");

    // Every command is a process of its own: nothing but the store connects them.
    expect(await home.json("config", "get", "max-retries")).toMatchObject({ "max-retries": 0 });
    expect((await home.json("status")).jobs).toMatchObject({ completed: 1, dead: 1, pending: 1, scheduled: 1 });
    await Bun.write(`${home.path}/mended`, "");
    expect((await home.run("dlq", "retry", "bad")).code).toBe(0);
    await home.run("worker", "start", "--until-empty");
    for (const id of ["done", "bad", "later"]) expect([id, await stateOf(home, id)]).toEqual([id, "completed"]);
    expect(await stateOf(home, "tomorrow")).toBe("scheduled");
  });
});

interface Shown {
  state: string;
  attempts: number;
  error: string;
  history: { started_at: string; finished_at: string }[];
}

async function showWithAttempts(home: ReturnType<typeof newHome>, id: string): Promise<Shown> {
  const job = await home.json("show", id);
  return { ...job, history: job.attempt_history };
}
