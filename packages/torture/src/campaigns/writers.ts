import { readFileSync } from "node:fs";
import { job } from "../scene/job.ts";
import { commandLine } from "../scene/program.ts";
import { lines, type Scene } from "../scene/scene.ts";

/** A process that stores what it is given, for as long as it lives, and acknowledges it. */
export interface Writer {
  readonly who: string;
  /** Gives it a job: whether it was acknowledged. */
  store(): Promise<boolean>;
  end(): Promise<void>;
}

/** One of each kind, all of them at work on the scene's database. */
export function startWriters(scene: Scene): Promise<Writer[]> {
  return Promise.all([
    web(scene),
    runner(scene),
    bulk(scene, "enqueue -", []),
    bulk(scene, "enqueue --each", ["--each"]),
  ]);
}

async function web(scene: Scene): Promise<Writer> {
  const child = scene.spawn(["web", "--port", "0", "--json"]);
  const { value } = await child.stdout.getReader().read();
  const { url } = JSON.parse(new TextDecoder().decode(value).split("\n", 1)[0] ?? "");
  return {
    who: "web",
    store: () => post(scene, url),
    async end() {
      child.kill("SIGKILL");
      await child.exited;
    },
  };
}

/** Its runner stops when it notices, and HTTP with it: then nobody answers, which acknowledges nothing. */
async function runner(scene: Scene): Promise<Writer> {
  const { http } = JSON.parse(await scene.must("worker", "start", "--detach", "--http", "0", "--json"));
  // What the scene leaves running, it ends.
  return { who: "worker start --http", store: () => post(scene, http), async end() {} };
}

async function bulk(scene: Scene, who: string, flags: readonly string[]): Promise<Writer> {
  const child = Bun.spawn(commandLine(["enqueue", ...flags, "-"]), {
    cwd: scene.home,
    env: scene.environment(),
    stdin: "pipe",
    stdout: "pipe",
    stderr: "ignore",
  });
  const said = child.stdout.text();
  // It has read this, and so has opened the store, once it takes the rest of more than a pipe holds.
  child.stdin.write(lines(Array.from({ length: 2_000 }, () => job(scene.name(who.replaceAll(" ", ""))))));
  await child.stdin.flush();
  return {
    who,
    async store() {
      child.stdin.write(lines([job(scene.name("last"))]));
      await child.stdin.end();
      return (await child.exited) === 0 || /enqueued/.test(await said);
    },
    async end() {
      child.kill("SIGKILL");
      await child.exited;
    },
  };
}

async function post(scene: Scene, url: string): Promise<boolean> {
  const token = readFileSync(`${scene.database}.d/token`, "utf8").trim();
  try {
    const answer = await fetch(new URL("/api/v1/jobs", url), {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(job(scene.name("posted"))),
    });
    return answer.ok;
  } catch {
    return false;
  }
}
