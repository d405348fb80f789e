/** Whose system calls are recorded. */
import { join } from "node:path";
import { type JobFields, job } from "../job.ts";
import { lines, Scene } from "../scene.ts";

/** One start of the program. */
export interface Step {
  readonly argv: readonly string[];
  readonly stdin?: string;
  /** What is stored for certain once it says `enqueued`. */
  readonly jobs?: readonly JobFields[];
  /** The next step does not wait for its end. */
  readonly beside?: boolean;
}

export interface Subject {
  readonly name: string;
  /** The database, below the disk. */
  readonly database: string;
  /** What is there before, all of it on the disk. */
  prepare(scene: Scene): Promise<void>;
  steps(scene: Scene): readonly Step[];
}

/** The part of a scene that a loss of power reaches. The ledger and what the program said are the world's, and stay. */
export const diskOf = (home: string) => join(home, "disk");

export function open({ database }: Subject): Scene {
  return Scene.bare({ at: join("disk", database) });
}

function enqueue(jobs: readonly JobFields[], beside = false): Step {
  return { argv: ["enqueue", "-"], stdin: lines(jobs), jobs, beside };
}

const enqueuers: Subject = {
  name: "enqueuers",
  database: "queue.db",
  prepare: async (scene) => {
    await scene.give(2);
  },
  // The last one to leave brings the WAL into the database and removes it; those beside each other share it.
  steps: (scene) => [
    enqueue([job(scene.name()), job(scene.name())]),
    enqueue([job(scene.name())], true),
    enqueue([job(scene.name())], true),
  ],
};

const bulk: Subject = {
  name: "a bulk",
  database: "queue.db",
  prepare: async (scene) => {
    await scene.give(1);
  },
  steps: (scene) => [enqueue(Array.from({ length: 400 }, () => job(scene.name())))],
};

const firstStart: Subject = {
  name: "a first start",
  database: "made/by/it/queue.db",
  prepare: async () => {},
  steps: (scene) => [{ argv: ["init"] }, enqueue([job(scene.name())])],
};

const runner: Subject = {
  name: "a runner under load",
  database: "queue.db",
  prepare: async (scene) => {
    await scene.must("config", "set", "backoff-base", "0");
    await scene.enqueue([
      job(scene.name()),
      job(scene.name(), "seq 1 400"),
      job(scene.name(), "exit 1", { max_retries: 1 }),
      job(scene.name(), "seq 1 40; sleep 0.4; seq 41 80"),
      job(scene.name(), "sleep 5", { timeout: 0.1, max_retries: 0 }),
    ]);
  },
  steps: (scene) => [
    { argv: ["worker", "start", "--json", "--until-empty", "--count", "2"], beside: true },
    enqueue([job(scene.name()), job(scene.name(), "seq 1 100")]),
  ],
};

export const SUBJECTS: readonly Subject[] = [enqueuers, bulk, firstStart, runner];
