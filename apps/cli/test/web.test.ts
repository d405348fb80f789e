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
  const authorization = `Bearer ${readFileSync(tokenFile, "utf8").trim()}`;
  return {
    url: url as string,
    signInUrl: signInUrl as string,
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
