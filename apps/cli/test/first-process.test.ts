/** As the first process of a pid namespace, which is what a container's command is. */
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { processStat } from "@queuectl/core/host";
import { type Home, newHome } from "./program.ts";
import { until } from "./until.ts";

setDefaultTimeout(60_000);

const UNSHARE = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"];
/** Where this is not root, or may not make namespaces, it is skipped. */
const can = process.platform === "linux" && Bun.which("unshare") !== null && tried([...UNSHARE, "true"]);

function tried(argv: string[]): boolean {
  return Bun.spawnSync(argv, { stderr: "ignore" }).exitCode === 0;
}

function start(home: Home, ...argv: string[]) {
  return Bun.spawn([...UNSHARE, ...home.argv(...argv)], {
    cwd: home.path,
    env: home.env,
    stdio: ["pipe", "pipe", "pipe"],
  });
}

/** The pid, as seen from here, of the first process of the namespace; once it listens for a signal. */
function listening(parent: number, signal: NodeJS.Signals): Promise<number> {
  const bit = 1n << BigInt(constants.signals[signal] - 1);
  return until(`a listener for ${signal}`, () => {
    const pid = readdirSync("/proc").find((name) => /^\d+$/.test(name) && processStat(Number(name))?.parent === parent);
    if (pid === undefined) return null;
    const caught = /^SigCgt:\s*([0-9a-f]+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? "0";
    return (BigInt(`0x${caught}`) & bit) === 0n ? null : Number(pid);
  });
}

describe.skipIf(!can)("the first process of a pid namespace", () => {
  test("reaps what loses its parent there, and takes none of its own results by it", async () => {
    using home = newHome();
    const codes = [0, 7, 11];
    // What each leaves: a member of its group, which is ended with it, and a session of its own, which is left alone.
    const jobs = Array.from({ length: 12 }, (_, at) => ({
      id: `job-${at}`,
      command: `sleep 60 & setsid -f sleep 0.1; exit ${codes[at % 3]}`,
      max_retries: 0,
    }));
    // None but those that are about to be read of.
    const look = "! grep -qs '^State:.Z' /proc/[0-9]*/status";
    const check = `for i in $(seq 200); do ${look} && exit 0; sleep 0.05; done; exit 1`;
    const all = [...jobs, { id: "check", command: check, max_retries: 0 }];
    await home.runWith({ stdin: JSON.stringify(all) }, "enqueue", "-");

    const runner = start(home, "worker", "start", "--until-empty", "--count", "2");
    expect(await runner.exited).toBe(0);
    for (const [at, { id }] of jobs.entries()) {
      expect(await home.json("show", id)).toMatchObject({ exit_code: codes[at % 3], attempts: 1 });
    }
    expect(await home.json("show", "check")).toMatchObject({ state: "completed" });
  });

  test.each<[string[], NodeJS.Signals, number]>([
    [["logs", "waits", "--follow"], "SIGTERM", 143],
    [["status", "--watch"], "SIGINT", 130],
    [["enqueue", "-"], "SIGTERM", 143],
    [["enqueue", "--each", "-"], "SIGHUP", 129],
  ])("%j obeys %s", async (argv, signal, code) => {
    using home = newHome();
    await home.run("enqueue", "--id", "waits", "--", "true");
    await using program = start(home, ...argv);
    process.kill(await listening(program.pid, signal), signal);
    expect(await program.exited).toBe(code);
  });

  test("web there ends well", async () => {
    using home = newHome();
    await using web = start(home, "web", "--port", "0");
    const pid = await listening(web.pid, "SIGINT");
    const { value } = await web.stdout.getReader().read();
    expect(new TextDecoder().decode(value)).toStartWith("http://");
    process.kill(pid, "SIGINT");
    expect(await web.exited).toBe(0);
  });

  test("a runner there drains by the first signal", async () => {
    using home = newHome();
    await using runner = start(home, "worker", "start");
    const pid = await listening(runner.pid, "SIGTERM");
    await until("ready", async () => (await home.json("worker", "list")).length === 1);
    process.kill(pid, "SIGTERM");
    expect(await runner.exited).toBe(0);
    expect(await home.json("worker", "list")).toEqual([]);
  });
});
