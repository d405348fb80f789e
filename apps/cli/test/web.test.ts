import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { readFileSync } from "node:fs";
import { type Home, newHome } from "./program.ts";
import { until } from "./until.ts";

setDefaultTimeout(30_000);

/** A server of its own process; what it logs goes where the test can read it. */
async function serve(home: Home, ...flags: string[]) {
  const log = `${home.path}/web.log`;
  const web = Bun.spawn(home.argv("web", "--port", "0", "--json", ...flags), {
    env: home.env,
    cwd: home.path,
    stdin: "ignore",
    stdout: "pipe",
    stderr: Bun.file(log),
  });
  const { url, sign_in_url: signInUrl, token_file: tokenFile } = JSON.parse(await firstLine(web.stdout));
  const authorization = `Bearer ${tokenFile === null ? "" : readFileSync(tokenFile, "utf8").trim()}`;
  return {
    url: url as string,
    signInUrl: signInUrl as string,
    pid: web.pid,
    exited: web.exited,
    kill: (signal: NodeJS.Signals) => web.kill(signal),
    log: () => readFileSync(log, "utf8"),
    call: (method: string, path: string, body?: unknown, headers = {}) =>
      fetch(`${url}/api/v1${path}`, {
        method,
        headers: { authorization, "content-type": "application/json", ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    async [Symbol.asyncDispose]() {
      web.kill();
      await web.exited;
    },
  };
}

async function firstLine(stdout: ReadableStream<Uint8Array>): Promise<string> {
  for await (const chunk of stdout) return new TextDecoder().decode(chunk);
  throw new Error("it said nothing");
}

describe("web", () => {
  test("prints a link that signs a browser in, once", async () => {
    using home = newHome();
    await using web = await serve(home);
    const open = () => fetch(web.signInUrl, { redirect: "manual" });
    expect([(await open()).status, (await open()).status]).toEqual([303, 401]);
  });

  test("is found by a command that draws a link, at its port and with its token, while it serves", async () => {
    using home = newHome();
    await home.run("init");
    const none = await home.run("web", "link");
    expect([none.code, none.stdout]).toEqual([4, ""]);
    expect(none.stderr).toMatch(/^queuectl: nothing on this machine serves \S+queue\.db over HTTP\n/);
    await using first = await serve(home);
    await using second = await serve(home, "--read-only");
    const port = new URL(first.url).port;
    const { url, server } = (await home.json("web", "link", "--port", port)) as { url: string; server: string };
    expect([server, url]).toEqual([first.url, expect.stringContaining(`${first.url}/sign-in?code=`)]);
    expect((await home.run("web", "link")).stdout).toStartWith(`${second.url}/sign-in?code=`);
    expect((await fetch(url, { redirect: "manual" })).status).toBe(303);

    const other = await home.runWith({ env: { QUEUECTL_TOKEN: "another-one-of-16-characters" } }, "web", "link");
    expect([other.code, other.stderr]).toEqual([1, expect.stringContaining("has another token\n")]);
    const elsewhere = await home.run("web", "link", "--port", "1");
    expect([elsewhere.code, elsewhere.stderr]).toEqual([
      4,
      expect.stringContaining(`there is ${second.url}, ${first.url}`),
    ]);

    // One that was killed has left its word behind; whoever has its port now is asked nothing.
    second.kill("SIGKILL");
    await second.exited;
    using stranger = Bun.serve({
      hostname: "127.0.0.1",
      port: Number(new URL(second.url).port),
      fetch: () => new Response(),
    });
    expect(stranger.port).toBe(Number(new URL(second.url).port));
    expect((await home.run("web", "link")).stdout).toStartWith(`${first.url}/sign-in?code=`);
  });

  test("keeps its token out of what its environment shows", async () => {
    using home = newHome();
    const env = { ...home.env, QUEUECTL_TOKEN: "a-secret-of-its-own-4711" };
    await using web = await serve({ ...home, argv: home.argv, env } as Home);
    const headers = { authorization: `Bearer ${env.QUEUECTL_TOKEN}` };
    expect((await fetch(`${web.url}/status`, { headers })).status).toBe(200);
    if (process.platform !== "linux") return;
    const shown = readFileSync(`/proc/${web.pid}/environ`, "latin1");
    expect(shown).toContain("HOME=");
    expect(shown).not.toContain("4711");
  });

  test("starts a runner that executes what is enqueued, outlives it, and logs who did what", async () => {
    using home = newHome();
    let runner = "";
    {
      await using web = await serve(home);
      expect((await web.call("POST", "/jobs", { id: "job1", command: "echo from afar" })).status).toBe(201);
      const started = await web.call("POST", "/runners", { workers: 2, queues: ["default"] });
      expect(started.status).toBe(201);
      runner = ((await started.json()) as { runner: string }).runner;
      await until("both changes in the log", () => web.log().includes(`started ${runner} with 2 workers (201)\n`));
      expect(web.log()).toMatch(/Z HTTP token: enqueued job1 \(201\)\n/);
    }
    try {
      const { stdout } = await home.run("logs", "job1", "--follow");
      expect(stdout).toBe("from afar\n");
      expect(await home.json("worker", "list")).toMatchObject([{ id: runner, workers: 2, queues: ["default"] }]);
    } finally {
      await home.run("worker", "stop");
    }
  });

  test("--read-only changes nothing", async () => {
    using home = newHome();
    await home.run("init");
    await using web = await serve(home, "--read-only");
    expect((await web.call("POST", "/jobs", { command: "true" })).status).toBe(403);
    expect((await web.call("POST", "/runners", {})).status).toBe(403);
    expect((await web.call("GET", "/jobs")).status).toBe(200);
    expect(await home.json("list")).toEqual([]);
  });

  test("--allow-host answers at the names that it is given, and at no others", async () => {
    using home = newHome();
    await using web = await serve(home, "--allow-host", "queue.example.org", "--allow-host", "localhost:8080");
    const at = async (host: string) => (await web.call("GET", "/status", undefined, { host })).status;
    expect(await at("queue.example.org")).toBe(200);
    expect(await at("localhost:8080")).toBe(200);
    expect(await at("queue.example.org:8080")).toBe(403);
    expect(await at("sub.queue.example.org")).toBe(403);
    for (const wrong of ["http://queue.example.org", "*", "a b", "queue.example.org/", ""]) {
      const { code, stderr } = await home.run("web", "--allow-host", wrong);
      expect([wrong, code, stderr.split("\n").length]).toEqual([wrong, 2, 3]);
    }
    expect((await home.run("worker", "start", "--allow-host", "queue.example.org")).code).toBe(2);
  });
});
