import { Database } from "bun:sqlite";
import { beforeEach, describe, expect, test } from "bun:test";
import { copyFileSync, cpSync, existsSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { runner } from "../../contract/scene/steps.ts";
import { judge } from "../../domain/attempt/judge.ts";
import type { Abandoned } from "../../store/index.ts";
import { openSqliteStore, sqliteFiles } from "../index.ts";
import { scratchDatabase, scratchDirectory, tamper } from "../scratch.ts";

const WRITE = { access: "write" } as const;
const NOW = 1_000_000_000;
const CLAIM = { started: [], settled: [], released: [], capacity: 1 };

let path: string;
let elsewhere: string;

/** A store whose runner has died with a job in its hands. */
beforeEach(async () => {
  path = scratchDatabase();
  elsewhere = join(scratchDirectory(), "copy.db");
  const store = await openSqliteStore(path, WRITE);
  await store.enqueue([{ id: "job1", command: "true" }], NOW);
  await store.register(runner("victim"), NOW);
  await store.turn({ runner: "victim", ...CLAIM }, NOW);
  await store.close();
  // This process lives on, and the runner's is to be gone.
  tamper(path, "UPDATE runners SET process_start = 'gone'");
});

/** What a runner that starts at a database takes back, and what the store says of the others. */
async function rescuedAt(database: string): Promise<Abandoned[]> {
  const store = await openSqliteStore(database, WRITE);
  try {
    await store.register(runner("rescuer"), NOW);
    return await store.rescue("rescuer", NOW);
  } finally {
    await store.deregister("rescuer");
    await store.close();
  }
}

function run(database: string, sql: string): void {
  const db = new Database(database);
  db.run(sql);
  db.close();
}

/** Goes on with the store as it is now, and makes it older by going back to `then`. */
async function liveOn(): Promise<void> {
  const store = await openSqliteStore(path, WRITE);
  await store.register(runner("another", { queues: ["other"] }), NOW);
  await store.heartbeat("another", NOW);
  await store.deregister("another");
  await store.close();
}

const COPIES: [name: string, copy: () => string | Promise<string>][] = [
  [
    "cp",
    () => {
      copyFileSync(path, elsewhere);
      return elsewhere;
    },
  ],
  [
    "cp -a, with all that lies beside it",
    () => {
      cpSync(path, elsewhere, { preserveTimestamps: true });
      cpSync(`${path}.d`, `${elsewhere}.d`, { recursive: true, preserveTimestamps: true });
      return elsewhere;
    },
  ],
  [
    "VACUUM INTO",
    () => {
      run(path, `VACUUM INTO '${elsewhere}'`);
      return elsewhere;
    },
  ],
  [
    "a copy that was moved over the original",
    () => {
      copyFileSync(path, elsewhere);
      renameSync(elsewhere, path);
      return path;
    },
  ],
  [
    "a copy in the place of the original, which was deleted: the file system may give its inode again",
    () => {
      copyFileSync(path, elsewhere);
      rmSync(path);
      copyFileSync(elsewhere, path);
      return path;
    },
  ],
  [
    "an older copy that was written over the original, into the same file",
    async () => {
      copyFileSync(path, elsewhere);
      await liveOn();
      const { ino } = statSync(path);
      copyFileSync(elsewhere, path);
      expect(statSync(path).ino).toBe(ino);
      return path;
    },
  ],
  [
    "a snapshot of the volume, which differs in its device alone",
    () => {
      tamper(path, "UPDATE store SET device = '1' || device");
      return path;
    },
  ],
];

describe("a copy gives back what the original runs, and has none of its processes ended", () => {
  test.each(COPIES)("%s", async (_, copy) => {
    const database = await copy();

    const rescued = await rescuedAt(database);

    expect(rescued).toMatchObject([{ job: { id: "job1" }, loss: "copied", reachable: false }]);
  });
});

const MOVES: [name: string, move: () => string | Promise<string>][] = [
  ["that stays where it is", () => path],
  [
    "that lived on",
    async () => {
      await liveOn();
      return path;
    },
  ],
  [
    "that is moved",
    () => {
      renameSync(path, elsewhere);
      return elsewhere;
    },
  ],
  [
    "that is moved with all that lies beside it",
    () => {
      renameSync(path, elsewhere);
      renameSync(`${path}.d`, `${elsewhere}.d`);
      return elsewhere;
    },
  ],
  [
    "whose note is lost",
    () => {
      rmSync(sqliteFiles(path).identity);
      return path;
    },
  ],
];

describe("a store is the same one, and what its dead runner left is ended", () => {
  test.each(MOVES)("%s", async (_, move) => {
    const database = await move();

    const rescued = await rescuedAt(database);

    expect(rescued).toMatchObject([{ job: { id: "job1" }, loss: "runner-died", reachable: true }]);
  });

  test("after a reboot, which may number devices anew", async () => {
    tamper(path, "UPDATE store SET device = '1' || device, boot = 'before'");
    tamper(path, "UPDATE runners SET boot_id = 'before'");

    expect(await rescuedAt(path)).toMatchObject([{ loss: "rebooted", reachable: false }]);
  });
});

test("whoever takes a lost lease over from a rescuer that died ends nothing of the original's either", async () => {
  copyFileSync(path, elsewhere);
  const first = await openSqliteStore(elsewhere, WRITE);
  await first.register(runner("first"), NOW);
  expect(await first.rescue("first", NOW)).toHaveLength(1);
  await first.close();

  expect(await rescuedAt(elsewhere)).toMatchObject([{ loss: "copied", reachable: false }]);
});

test("leases of the copy are like none of the original, and the copy's own dead are rescued as ever", async () => {
  copyFileSync(path, elsewhere);
  const [original, copy] = await Promise.all([openSqliteStore(path, WRITE), openSqliteStore(elsewhere, WRITE)]);
  const nonces: string[] = [];
  for (const store of [original, copy]) {
    await store.register(runner("own"), NOW);
    await store.enqueue([{ id: "job2", command: "true" }], NOW);
    const { claimed } = await store.turn({ runner: "own", ...CLAIM }, NOW);
    nonces.push(claimed[0]?.lease.nonce.slice(0, 16) as string);
    await store.close();
  }
  expect(new Set(nonces).size).toBe(2);

  const rescued = await rescuedAt(elsewhere);

  expect(rescued.map(({ job, loss, reachable }) => [job.id, loss, reachable]).toSorted()).toEqual([
    ["job1", "copied", false],
    ["job2", "runner-died", true],
  ]);
});

test("runners of the original are none of the copy's, not even before a runner has worked on it", async () => {
  const store = await openSqliteStore(path, WRITE);
  await store.register(runner("living"), NOW);
  run(path, `VACUUM INTO '${elsewhere}'`);

  const copy = await openSqliteStore(elsewhere, WRITE);

  expect((await copy.runners(NOW)).map(({ alive }) => alive)).toEqual([false, false]);
  expect(await copy.requestStop("living", "drain", NOW)).toMatchObject([{ alive: false }]);
  expect(await store.runners(NOW)).toContainEqual(expect.objectContaining({ id: "living", alive: true }));
  await Promise.all([store.close(), copy.close()]);
  expect(existsSync(sqliteFiles(elsewhere).identity)).toBe(false);
});

test("being copied is no crash of the job", () => {
  const policy = { attempts: 1, maxRetries: 0, crashes: 2, backoffBase: 2, backoffMaxMs: 0, backoffJitter: 0 };
  const verdict = judge(policy, { kind: "lost", because: "copied" }, NOW, () => 0);
  expect(verdict).toEqual({ state: "pending", crashes: 2 });
});
