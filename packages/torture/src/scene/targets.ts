/** Whom the syscall sweep hits. */
import { rmSync } from "node:fs";
import { job, talk } from "./job.ts";
import { type Ended, type Launch, misbehaviour } from "./program.ts";
import { Scene } from "./scene.ts";

export interface Target {
  readonly name: string;
  /** In the name of its campaign. */
  readonly word: string;
  /** The state before the fault; every repetition begins with a copy of it. */
  readonly template: () => Promise<Scene>;
  /** Does what the fault is to hit. Resolves to what was wrong with its end, apart from a death by SIGKILL. */
  readonly act: (scene: Scene, surroundings: Launch) => Promise<string | null>;
  /** Whether the file is looked at before anybody recovers it. */
  readonly inspectsBetween: boolean;
  /** With what it is recovered. */
  readonly recovery: Launch;
}

/** On a machine that is busy with other things, a runner may take long to come to its end. */
const PATIENCE_MS = 30_000;

const LOAD = [
  job("quick"),
  job("counts", "seq 1 400"),
  job("talks", talk(30)),
  job("fails", "exit 1", { max_retries: 1 }),
  job("forks", "sleep 0.02 & setsid -f sleep 0.3; wait"),
  job("slow", "sleep 5", { timeout: 0.1, max_retries: 0 }),
];

const enqueuer: Target = {
  name: "an enqueuer",
  word: "enqueuer",
  template: () => Scene.open(),
  act: async (scene, surroundings) => {
    const jobs = [job(scene.name(), "echo one"), job(scene.name(), "echo two")];
    return said(await scene.enqueue(jobs, surroundings));
  },
  inspectsBetween: true,
  recovery: {},
};

const runner: Target = {
  name: "a runner under load",
  word: "runner",
  template: async () => {
    const scene = await Scene.open();
    await scene.enqueue(LOAD);
    return scene;
  },
  act: async (scene, surroundings) => {
    const running = scene.runner(["--until-empty", "--count", "2"], surroundings);
    const code = await running.ends(surroundings.withinMs ?? PATIENCE_MS);
    await running.kill();
    const stderr = await running.said();
    return misbehaviour({ stdout: "", stderr, code: code === "late" ? 0 : (running.child.exitCode ?? 0) }, [0, 1]);
  },
  inspectsBetween: true,
  recovery: {},
};

const firstStart: Target = {
  name: "a first start",
  word: "first-start",
  template: async () => {
    const scene = await Scene.open();
    for (const suffix of ["", "-wal", "-shm"]) rmSync(scene.database + suffix, { force: true });
    rmSync(`${scene.database}.d`, { recursive: true });
    return scene;
  },
  act: async (scene, surroundings) => said(await scene.run(["init"], surroundings)),
  inspectsBetween: false,
  recovery: {},
};

const migration: Target = {
  name: "a migration",
  word: "migration",
  template: async () => {
    const scene = await Scene.open();
    await scene.give(3);
    return scene;
  },
  act: async (scene, surroundings) => said(await scene.run(["init"], { ...surroundings, preload: "newer.ts" })),
  inspectsBetween: true,
  recovery: { preload: "newer.ts" },
};

export const TARGETS: readonly Target[] = [enqueuer, runner, firstStart, migration];

function said(ended: Ended): string | null {
  return misbehaviour(ended, [0, 1]);
}
