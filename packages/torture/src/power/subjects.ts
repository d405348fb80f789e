/** Whose system calls are recorded. */
import { Database } from "bun:sqlite";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type JobFields, job, swiftJob } from "../scene/job.ts";
import { lines, Scene } from "../scene/scene.ts";

/** One start of the program. */
export interface Step {
  readonly argv: readonly string[];
  /** A line of shell that somebody else executes before it. */
  readonly before?: string;
  readonly stdin?: string;
  /** What is stored for certain once it says `enqueued`. */
  readonly jobs?: readonly JobFields[];
  /** What is wrong with a disk, laid out in `folder`, now that it has said that it is done; `null` if nothing is. */
  readonly promises?: (folder: string) => string | null;
  /** What is wrong with it before that. */
  readonly always?: (folder: string) => string | null;
  /** It goes on until it is told to end, which it is once it has said something. */
  readonly serves?: boolean;
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
  /** What has to be said before a runner finds its work. */
  readonly first?: readonly string[];
}

/** The part of a scene that a loss of power reaches. The ledger and what the program said are the world's, and stay. */
export const diskOf = (home: string) => join(home, "disk");

export function open({ database }: Subject): Scene {
  return Scene.bare({ at: join("disk", database) });
}

function enqueue(jobs: readonly JobFields[], beside = false): Step {
  return { argv: ["enqueue", "-"], stdin: lines(jobs), jobs, beside };
}

/** Holds when the database answers a question with 1. */
function says(question: string): (folder: string) => string | null {
  return (folder) => {
    using db = new Database(databaseIn(folder));
    const [answer] = Object.values(db.query(question).get() ?? {});
    return answer === 1 ? null : `${question}: ${answer}`;
  };
}

/** Holds when the file is a whole store with so many jobs, or where it is not there, if 0 is among them. */
function holds(find: (folder: string) => string | undefined, ...counts: number[]): (folder: string) => string | null {
  return (folder) => {
    const path = find(folder);
    const jobs = path === undefined || !existsSync(path) ? 0 : wholeJobs(path);
    return counts.some((count) => count === jobs) ? null : `${path} has ${jobs} jobs, and not ${counts.join(" or ")}`;
  };
}

function wholeJobs(path: string): number | string {
  try {
    using db = new Database(path);
    const [damage] = Object.values(db.query("PRAGMA integrity_check(1)").get() ?? {});
    return damage === "ok"
      ? (Object.values(db.query("SELECT count(*) FROM jobs").get() ?? {})[0] as number)
      : `${damage}`;
  } catch (error) {
    return (error as Error).message;
  }
}

const databaseIn = (folder: string) => join(folder, "queue.db");
const backupIn = (folder: string) => join(folder, "backup.db");

function keptIn(folder: string): string | undefined {
  const name = readdirSync(folder).find((each) => /^queue\.db\.before-restore-\w+$/.test(each));
  return name === undefined ? undefined : join(folder, name);
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

/** The first thing that is stored, in a directory that somebody else has just made. */
const bulk: Subject = {
  name: "a bulk",
  database: "made/queue.db",
  prepare: async () => {},
  steps: (scene) => [
    {
      ...enqueue(Array.from({ length: 400 }, () => job(scene.name()))),
      before: `mkdir -m 700 '${diskOf(scene.home)}/made'`,
    },
  ],
};

/** Where the program makes the directory itself. */
const firstStart: Subject = {
  name: "a first start",
  database: ".queuectl/queue.db",
  prepare: async () => {},
  steps: (scene) => [
    { argv: ["init"], before: `unset QUEUECTL_DB; export HOME='${diskOf(scene.home)}'` },
    enqueue([job(scene.name())]),
  ],
};

const operator: Subject = {
  name: "an operator",
  database: "queue.db",
  prepare: async (scene) => {
    await scene.must("enqueue", JSON.stringify(["unwanted", "gone"].map((id) => job(id))));
    await scene.give(1);
  },
  steps: () => [
    { argv: ["cancel", "unwanted"], promises: says("SELECT state = 'cancelled' FROM jobs WHERE id = 'unwanted'") },
    { argv: ["delete", "gone"], promises: says("SELECT count(*) = 0 FROM jobs WHERE id = 'gone'") },
    {
      argv: ["config", "set", "max-retries", "7"],
      promises: says("SELECT value = '7' FROM config WHERE key = 'max-retries'"),
    },
  ],
};

const runner: Subject = {
  name: "a runner under load",
  database: "queue.db",
  prepare: async (scene) => {
    await scene.must("config", "set", "backoff-base", "0");
    await scene.enqueue([
      ...Array.from({ length: 12 }, () => swiftJob(scene.name())),
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

const backup: Subject = {
  name: "backups",
  database: "queue.db",
  prepare: async (scene) => {
    await scene.give(3);
  },
  steps: (scene) => {
    const file = backupIn(diskOf(scene.home));
    return [
      { argv: ["backup", file], always: holds(backupIn, 0, 3), promises: holds(backupIn, 3, 4) },
      enqueue([job(scene.name())]),
      { argv: ["backup", "--replace", file], promises: holds(backupIn, 4) },
    ];
  },
};

/** Its token is whole or not there: another one is drawn then. */
const server: Subject = {
  name: "a web server",
  database: "queue.db",
  prepare: async (scene) => {
    await scene.give(1);
  },
  steps: () => {
    const whole = (folder: string) => {
      const path = join(folder, "queue.db.d/token");
      const token = existsSync(path) ? readFileSync(path, "utf8") : null;
      return token === null || /^[0-9a-f]{64}\n$/.test(token) ? null : `the token is ${JSON.stringify(token)}`;
    };
    return [{ argv: ["web", "--port", "0"], serves: true, always: whole, promises: whole }];
  },
};

const restore: Subject = {
  name: "a restore",
  database: "queue.db",
  prepare: async (scene) => {
    await scene.must("enqueue", JSON.stringify([job(scene.name()), job(scene.name())]));
    await scene.must("backup", backupIn(diskOf(scene.home)));
    await scene.must("enqueue", JSON.stringify(job(scene.name())));
  },
  steps: (scene) => [
    {
      argv: ["restore", backupIn(diskOf(scene.home))],
      always: holds(databaseIn, 2, 3),
      promises: (folder) => holds(databaseIn, 2)(folder) ?? holds(keptIn, 3)(folder),
    },
  ],
  // Whatever is restored is paused.
  first: ["queue", "resume", "default"],
};

export const SUBJECTS: readonly Subject[] = [enqueuers, bulk, firstStart, operator, backup, restore, server, runner];
