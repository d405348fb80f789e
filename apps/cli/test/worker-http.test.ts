import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { newHome } from "./program.ts";
import { openTerminal, startRunner } from "./runner-process.ts";
import { until } from "./until.ts";

setDefaultTimeout(30_000);

const tokenOf = (home: { path: string }) => readFileSync(`${home.path}/.queuectl/queue.db.d/token`, "utf8").trim();

const urlIn = (text: string) => /http:\S+/.exec(text)?.[0] ?? "";

describe("worker start --http", () => {
  test("answers for the runner: alive, ready with each check named, and the status", async () => {
    using home = newHome();
    await home.run("enqueue", "--id", "job1", "--delay", "1h", "-c", "true");
    await using runner = await startRunner(home, "--http", "0", "--count", "2");
    const url = urlIn(runner.log());
    const headers = { authorization: `Bearer ${tokenOf(home)}` };

    expect(await (await fetch(`${url}/livez`)).text()).toBe("ok");
    expect((await fetch(`${url}/status`)).status).toBe(401);
    await until("ready", async () => (await fetch(`${url}/readyz`)).ok);
    const { checks } = (await (await fetch(`${url}/readyz`, { headers })).json()) as { checks: { name: string }[] };
    expect(checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["claim-loop", "heartbeat", "workers", "store"]),
    );

    const overHttp = await (await fetch(`${url}/status`, { headers })).json();
    const printed = await home.json("status");
    expect(overHttp).toMatchObject({ jobs: printed.jobs, workers: { total: 2 }, runners: [{ id: runner.id }] });
    expect(Object.keys(overHttp as object)).toEqual(Object.keys(printed));

    runner.signal("SIGTERM");
    expect(await runner.exited).toBe(0);
    await expect(fetch(`${url}/livez`)).rejects.toThrow();
  });

  test("while it drains, is alive and not ready: nobody should send it anything any more", async () => {
    using home = newHome();
    await home.run("enqueue", "--id", "long", "-c", "while [ ! -e end ]; do sleep 0.05; done");
    await using runner = await startRunner(home, "--http", "0", "--count", "1");
    const url = urlIn(runner.log());
    const headers = { authorization: `Bearer ${tokenOf(home)}` };
    await until("ready", async () => (await fetch(`${url}/readyz`)).ok);
    await until("executing", async () => (await home.json("show", "long")).state === "processing");

    runner.signal("SIGTERM");
    await until("unready", async () => (await fetch(`${url}/readyz`)).status === 503);
    const { checks } = (await (await fetch(`${url}/readyz`, { headers })).json()) as {
      checks: { name: string; ok: boolean; reason: string }[];
    };
    expect(checks.filter(({ ok }) => !ok)).toMatchObject([
      { name: "claiming", reason: expect.stringContaining("told to stop") },
    ]);
    expect((await fetch(`${url}/livez`)).status).toBe(200);

    writeFileSync(`${home.path}/end`, "");
    expect(await runner.exited).toBe(0);
  });

  test("is ready when a detached start says so, with a link to sign in; another one is drawn from a terminal", async () => {
    using home = newHome();
    const { stdout, code } = await home.run("worker", "start", "--detach", "--http", "0");
    expect(code).toBe(0);
    const statusOf = async (link: string) => (await fetch(link, { redirect: "manual" })).status;
    try {
      expect((await fetch(`${urlIn(stdout)}/readyz`)).status).toBe(200);
      const printed = /to sign in, once: (\S+)\n/.exec(stdout)?.[1] ?? "";
      const { stdout: drawn } = await home.run("web", "link");
      expect(drawn).toStartWith(`${urlIn(stdout)}/sign-in?code=`);
      expect(drawn.trim()).not.toBe(printed);
      for (const link of [printed, drawn.trim()])
        expect([await statusOf(link), await statusOf(link)]).toEqual([303, 401]);
    } finally {
      await home.run("worker", "stop");
    }
  });

  test("hands no job its token", async () => {
    using home = newHome();
    // Its own, and those that its parents were started with: what the system shows of them is what they have in memory.
    await home.run("enqueue", "--id", "nosy", "-c", "env; cat /proc/$PPID/environ");
    const env = { QUEUECTL_TOKEN: "a-secret-of-its-own-4711" };
    expect((await home.runWith({ env }, "worker", "start", "--until-empty", "--http", "0")).code).toBe(0);
    const { stdout } = await home.run("logs", "nosy");
    expect(stdout).toContain("QUEUECTL_JOB_ID=nosy");
    if (process.platform === "linux") expect(stdout).toContain("QUEUECTL_TOKEN=\0");
    expect(stdout).not.toContain("4711");
  });

  test("at a port that is taken does not start, and leaves no runner", async () => {
    using home = newHome();
    using taken = Bun.serve({ hostname: "127.0.0.1", port: 0, reusePort: false, fetch: () => new Response() });
    const { stderr, code } = await home.run("worker", "start", "--http", String(taken.port));
    expect(code).toBe(1);
    expect(stderr).toStartWith(`queuectl: 127.0.0.1:${taken.port} is taken by another program\n`);
    expect(await home.json("worker", "list")).toEqual([]);
  });

  test("where others can reach it is refused without a token", async () => {
    using home = newHome();
    const { stderr, code } = await home.run("worker", "start", "--http", "0.0.0.0:0");
    expect([code, stderr]).toEqual([2, expect.stringContaining("there is no token")]);
  });

  test("is all that loads the web server: a runner without it has none in memory", async () => {
    const { metafile } = await Bun.build({
      entrypoints: [new URL("../src/bin.ts", import.meta.url).pathname],
      target: "bun",
      splitting: true,
      metafile: true,
      throw: true,
    });
    const loaded = new Set<string>();
    const load = (path: string) => {
      if (loaded.has(path)) return;
      loaded.add(path);
      for (const each of metafile?.inputs[path]?.imports ?? []) if (each.kind !== "dynamic-import") load(each.path);
    };
    for (const path of Object.keys(metafile?.inputs ?? {}))
      if (/\/(bin|worker-start|run-runner|detach)\.ts$/.test(path)) load(path);
    expect([...loaded].some((path) => path.endsWith("run-runner.ts"))).toBe(true);
    expect([...loaded].filter((path) => /hono|apps\/web/.test(path))).toEqual([]);
  });
});

describe("web", () => {
  test("says where it is and where its token is, answers, and ends by Ctrl-C", async () => {
    using home = newHome();
    await using terminal = openTerminal(home, "web", "--port", "0");
    await terminal.shows("Ctrl-C");
    const url = urlIn(terminal.screen());
    expect(terminal.screen()).toContain("queue.db.d/token");
    expect(statSync(`${home.path}/.queuectl/queue.db.d/token`).mode & 0o777).toBe(0o600);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const headers = { authorization: `Bearer ${tokenOf(home)}` };
    expect((await fetch(`${url}/status`, { headers })).status).toBe(200);
    expect((await fetch(`${url}/status`, { headers: { ...headers, host: "evil.example" } })).status).toBe(403);
    terminal.type("\x03");
    expect(await terminal.exited).toBe(0);
  });

  test("where others can reach it is refused without a token; what is no address is refused at all", async () => {
    using home = newHome();
    const { stderr, code } = await home.run("web", "--host", "0.0.0.0", "--port", "0");
    expect([code, stderr]).toEqual([2, expect.stringContaining("there is no token")]);
    for (const args of [
      ["--host", "example.com"],
      ["--port", "70000"],
      ["--port", "x"],
    ]) {
      expect([args, (await home.run("web", ...args)).code]).toEqual([args, 2]);
    }
  });
});
