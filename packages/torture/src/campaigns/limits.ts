import { chownSync, readdirSync } from "node:fs";
import type { Violation } from "../scene/invariants.ts";
import { lacksRoot, lacksTool } from "../scene/needs.ts";
import { statusOf } from "../scene/processes.ts";
import { until } from "../scene/running.ts";
import { Scene } from "../scene/scene.ts";
import type { Campaign } from "./campaign.ts";

/** Nobody's: the kernel counts the processes of a user, and root's without limit. */
const USER = 61_234;
const JOBS = 12;
const ENOUGH = 4_096;

interface Starved {
  readonly aborted: boolean;
  readonly violations: readonly Violation[];
}

type Limit = (pid: number) => readonly [flag: string, few: number];

/** What is taken from a running runner, with how little is left. */
const LIMITS = {
  descriptors: (pid: number) => ["--nofile", readdirSync(`/proc/${pid}/fd`).length + 1] as const,
  // A few for threads of the runtime's own, which is aborted where it gets none.
  processes: (pid: number) => ["--nproc", statusOf(pid, "Threads") + 4] as const,
};

/** Campaign 6, the limits: no process and no descriptor to be had is the machine's fault, not the job's. */
export const limits: Campaign = {
  name: "limits",
  about: "the limits of processes and of descriptors are reached, and lifted again",
  lacks: () =>
    lacksRoot("a user with limits of its own") ?? lacksTool("prlimit") ?? lacksTool("setpriv") ?? unreadable(),
  async run(run) {
    for (let at = 0; at < run.repetitions(1, 25); at += 1) {
      const entries = Object.entries(LIMITS);
      const found = await Promise.all(entries.map(([, limit], which) => starved(limit, USER + which)));
      for (const [which, [what]] of entries.entries()) {
        const { aborted, violations } = found[which] ?? { aborted: false, violations: [] };
        run.count(`no more ${what} to be had, ${aborted ? "and the runtime is aborted" : "then again"}`, violations);
      }
    }
  },
};

async function starved(limit: Limit, user: number): Promise<Starved> {
  await using scene = Scene.bare();
  give(scene.home, user);
  const surroundings = { prefix: asUser(user) };
  const wrong: string[] = [];
  const made = await scene.run(["config", "set", "kill-grace", "300ms"], surroundings);
  if (made.code !== 0) throw new Error(made.stderr);
  const runner = await scene.runner(["--count", "4"], surroundings).ready();
  const [flag, few] = limit(runner.pid);
  prlimit(runner.pid, user, `${flag}=${few}:`);
  const jobs = Array.from(
    { length: JOBS },
    () => `{"id":"${scene.name()}","command":"exec sh \\"$HOME/job.sh\\" 'sleep 0.1'"}\n`,
  );
  const ended = await scene.run(["enqueue", "-"], surroundings, jobs.join(""));
  if (ended.code !== 0) throw new Error(ended.stderr);
  for (let at = 1; at <= JOBS; at += 1) scene.acknowledged.add(`job-${at}`);
  await until(() => runner.gone || runner.has("job-unable"), "a spawn that the machine refuses", 10_000).catch(() => {
    wrong.push("the limit was never met");
  });
  await Bun.sleep(500);
  if (runner.gone) {
    // The runtime wants threads of its own, too, and has no other way to say that it got none. It counts as a crash.
    if (runner.child.signalCode === null) wrong.push(`the runner gave up: ${await runner.said()}`);
    return { aborted: true, violations: [...wrong.map(promise), ...(await scene.quiesce({ surroundings }))] };
  }
  prlimit(runner.pid, user, `${flag}=${ENOUGH}:`);
  await until(() => done(runner) >= JOBS, "the jobs' end", 20_000).catch(() => {
    wrong.push(`${done(runner)} of ${JOBS} jobs were executed once the limit was lifted`);
  });
  return { aborted: false, violations: [...wrong.map(promise), ...(await scene.quiesce({ surroundings }))] };
}

function promise(detail: string): Violation {
  return { invariant: "promise", detail };
}

function asUser(user: number): string[] {
  return ["setpriv", `--reuid=${user}`, `--regid=${user}`, "--clear-groups"];
}

function give(path: string, user: number): void {
  chownSync(path, user, user);
  for (const entry of readdirSync(path, { recursive: true, encoding: "utf8" }))
    chownSync(`${path}/${entry}`, user, user);
}

/** The soft limit alone, as the runner's own user, so that it can be lifted again. */
function prlimit(pid: number, user: number, limit: string): void {
  const { exitCode, stderr } = Bun.spawnSync([...asUser(user), "prlimit", "--pid", String(pid), limit]);
  if (exitCode !== 0) throw new Error(`prlimit: ${stderr}`);
}

function done(runner: { heard(): readonly { event: string }[] }): number {
  return runner.heard().filter(({ event }) => event === "job-settled").length;
}

/** Another user must be able to read the program itself. */
function unreadable(): string | null {
  const { exitCode } = Bun.spawnSync([
    ...asUser(USER),
    process.execPath,
    "--no-env-file",
    "--config=/dev/null",
    import.meta.path,
  ]);
  return exitCode === 0 ? null : "another user cannot read this checkout: put it where everybody may read it";
}
