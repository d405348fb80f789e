import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { runner } from "../../contract/scene/steps.ts";
import { type QueuectlError, StoreBusy, StoreMissing, StoreRefused } from "../../domain/errors.ts";
import type { Connection } from "../database/connection.ts";
import { SCHEMA_VERSION } from "../database/gate.ts";
import { openSqliteStore, sqliteFiles } from "../index.ts";
import { scratchDatabase, scratchDirectory, tamper } from "../scratch.ts";
import { SqliteStore } from "../sqlite-store.ts";
import { openConnection } from "./open.ts";

const WRITE = { access: "write" } as const;
const READ = { access: "read" } as const;

async function made(): Promise<string> {
  const path = scratchDatabase();
  await (await openSqliteStore(path, WRITE)).close();
  return path;
}

const modeOf = (path: string) => statSync(path).mode & 0o777;

async function refusal(path: string, options: Parameters<typeof openSqliteStore>[1] = WRITE): Promise<QueuectlError> {
  const error = await openSqliteStore(path, options).then(
    (store) => store.close(),
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(StoreRefused);
  const refused = error as StoreRefused;
  expect(refused.message).not.toContain("\n");
  expect(refused.fix).toBeString();
  return refused;
}

describe("creation", () => {
  test("makes a database, and its directory where that is wanted, for its owner alone", async () => {
    const home = join(scratchDirectory(), "a");
    const store = await openSqliteStore(join(home, "queue.db"), { ...WRITE, missing: "create-directory" });

    const files = sqliteFiles(join(home, "queue.db"));

    expect(modeOf(files.database)).toBe(0o600);
    for (const directory of [home, files.directory, files.spool, files.locks]) expect(modeOf(directory)).toBe(0o700);
    await store.close();
  });

  test.each<[string, Parameters<typeof openSqliteStore>[1], string]>([
    ["whoever reads", READ, "queue.db"],
    ["whoever wants none to be made", { ...WRITE, missing: "refuse" }, "queue.db"],
    ["whoever names a directory that is not there", WRITE, "a/queue.db"],
    ["whoever names two of them", { ...WRITE, missing: "create-directory" }, "a/b/queue.db"],
  ])("makes nothing for %s", async (_, options, name) => {
    const home = scratchDirectory();
    await expect(openSqliteStore(join(home, name), options)).rejects.toBeInstanceOf(StoreMissing);
    expect(readdirSync(home)).toEqual([]);
  });

  test("leaves the mode of what exists alone, and the umask too", async () => {
    const directory = scratchDirectory();
    chmodSync(directory, 0o755);
    const umask = process.umask();
    await (await openSqliteStore(join(directory, "queue.db"), WRITE)).close();
    expect(modeOf(directory)).toBe(0o755);
    expect(process.umask()).toBe(umask);
  });

  test("sets up the file for good", async () => {
    const db = new Database(await made());
    const pragma = (name: string) => Object.values(db.prepare(`PRAGMA ${name}`).get() as object)[0];
    expect(pragma("auto_vacuum")).toBe(2);
    expect(pragma("journal_mode")).toBe("wal");
    expect(pragma("user_version")).toBe(SCHEMA_VERSION);
    db.close();
  });

  test.concurrent("an empty file that somebody touched becomes a database once something is stored, and not before", async () => {
    const path = scratchDatabase();
    writeFileSync(path, "", { mode: 0o600 });
    await expect(openSqliteStore(path, READ)).rejects.toMatchObject({ code: "not-found" });
    expect(statSync(path).size).toBe(0);
    const store = await openSqliteStore(path, WRITE);
    expect((await store.status(0)).queues).toEqual([]);
    await store.close();
  });

  test.concurrent("an emptied store is not taken for a new one", async () => {
    const path = await made();
    truncateSync(path);
    const refused = await Promise.all([READ, WRITE].map((options) => refusal(path, options)));
    for (const each of refused) expect(each).toMatchObject({ fix: expect.stringContaining("queuectl restore") });
    expect(statSync(path).size).toBe(0);
  });

  test("a relative path starts from here", () => {
    expect(sqliteFiles("./x/queue.db").database).toBe(`${process.cwd()}/x/queue.db`);
  });
});

describe("the version gate", () => {
  test("refuses a newer database, and leaves it alone", async () => {
    const path = await made();
    tamper(path, "PRAGMA user_version = 99");
    expect((await refusal(path)).message).toContain("version 99");
    expect(await refusal(path, READ)).toMatchObject({ fix: "use the newer queuectl that made it" });
  });

  test("refuses another program's database, whatever it says of itself", async () => {
    const path = scratchDatabase();
    tamper(path, "CREATE TABLE notes (text)");
    chmodSync(path, 0o600);
    expect((await refusal(path)).message).toContain("another program");
    tamper(path, "PRAGMA application_id = 77");
    expect((await refusal(path)).message).toContain("another program");
    expect(readdirSync(dirname(path))).toEqual(["queue.db"]);
  });

  test("reading never migrates an older one", async () => {
    const path = await made();
    tamper(path, "PRAGMA user_version = 0");
    expect((await refusal(path, READ)).fix).toContain("queuectl init");
  });

  test("nor does writing while a runner works with it", async () => {
    const path = await made();
    const store = await openSqliteStore(path, WRITE);
    await store.register(runner(), 0);
    tamper(path, "PRAGMA user_version = 0");
    expect((await refusal(path)).message).toContain("runner still works");
    await store.close();
  });

  test.each<[string, (path: string) => void]>([
    ["text", (path) => writeFileSync(path, "hello, I am not a database at all\n".repeat(200))],
    ["a database with its pages overwritten", (path) => writeFileSync(path, Buffer.alloc(65_536, 0xa5))],
    ["a truncated database", (path) => truncateSync(path, 5_000)],
  ])("refuses %s with the way to recover, and deletes nothing", async (_, damage) => {
    const path = await made();
    damage(path);
    const before = statSync(path).size;

    const refused = await openAndUse(path);

    expect(refused).toMatchObject({ code: "store-refused" });
    expect(refused.fix).toContain(".recover");
    expect(statSync(path).size).toBe(before);
  });
});

describe("ownership", () => {
  test("refuses a database that others can write", async () => {
    const path = await made();
    chmodSync(path, 0o602);
    expect((await refusal(path)).fix).toEndWith(`chmod go-w ${path}`);
    chmodSync(path, 0o620);
    await refusal(path, READ);
  });

  test.each([0o777, 0o775])("refuses to create one in a directory of mode %o", async (mode) => {
    const path = scratchDatabase();
    chmodSync(dirname(path), mode);
    expect((await refusal(path)).message).toContain(`can write in ${dirname(path)},`);
    expect(readdirSync(dirname(path))).toEqual([]);
  });

  test.if(process.geteuid?.() === 0)("never advises root to change a directory: it may be the system's", async () => {
    const path = await made();
    chmodSync(dirname(path), 0o777);
    expect((await refusal(path)).fix).not.toContain("chmod");
  });

  test.if(process.geteuid?.() !== 0)("advises to close all the directories of one's own at once", async () => {
    const top = scratchDirectory();
    const below = join(top, "it's below");
    mkdirSync(below);
    for (const directory of [top, below]) chmodSync(directory, 0o777);
    expect((await refusal(join(below, "queue.db"))).fix).toContain(`chmod go-w ${top} '${top}/it'\\''s below'`);
  });

  test("refuses a sticky directory, where others can lay a -wal, and says where it can be", async () => {
    const path = scratchDatabase();
    chmodSync(dirname(path), 0o1777);
    const { fix } = await refusal(path);
    expect(fix).toContain(`mkdir -m 700 ${dirname(path)}/queuectl`);

    mkdirSync(`${dirname(path)}/queuectl`, { mode: 0o700 });
    await (await openSqliteStore(`${dirname(path)}/queuectl/queue.db`, WRITE)).close();
  });

  test("follows a link of its owner's to where there is nothing yet", async () => {
    const path = scratchDatabase();
    const target = join(scratchDirectory(), "elsewhere.db");
    symlinkSync(target, path);
    await (await openSqliteStore(path, WRITE)).close();
    expect(readdirSync(dirname(target)).sort()).toEqual(["elsewhere.db", "elsewhere.db.d"]);
  });

  test("does not follow links in a circle", async () => {
    const path = scratchDatabase();
    symlinkSync(path, path);
    await expect(openSqliteStore(path, WRITE)).rejects.toMatchObject({ code: "invalid-input" });
  });
});

test("through a link it is the same database, with the same locks", async () => {
  const path = await made();
  const link = join(scratchDirectory(), "link.db");
  symlinkSync(path, link);
  const store = await openSqliteStore(path, WRITE);
  await store.register(runner(), 0);

  const linked = await openSqliteStore(link, WRITE);

  expect(await linked.runners(0)).toMatchObject([{ id: runner().id, alive: true }]);
  expect(readdirSync(dirname(link))).toEqual(["link.db"]);
  await store.deregister(runner().id);
  await Promise.all([store.close(), linked.close()]);
});

const REPLACEMENTS: [string, (path: string) => void][] = [
  ["deleted", (path) => rmSync(path)],
  ["moved", (path) => renameSync(path, `${path}.old`)],
  ["replaced", (path) => [renameSync(path, `${path}.old`), writeFileSync(path, "", { mode: 0o600 })]],
  ["deprived of its WAL", (path) => rmSync(`${path}-wal`)],
  ["deprived of the index of its WAL", (path) => rmSync(`${path}-shm`)],
];

describe("a database that is in use", () => {
  test.each(REPLACEMENTS)("and %s gets no jobs: whoever enqueues is told", async (_, act) => {
    const path = scratchDatabase();
    const store = await openSqliteStore(path, WRITE);
    act(path);
    await expect(store.enqueue([{ command: "true" }], 0)).rejects.toBeInstanceOf(StoreRefused);
    await expect(store.enqueueMany([{ command: "true" }], 0)).rejects.toBeInstanceOf(StoreRefused);
    await store.close();
  });

  test.each(REPLACEMENTS)("and %s in the moment of a commit: nobody hears that it was stored", async (_, act) => {
    const path = scratchDatabase();
    const connection = await openConnection(path, WRITE);
    const store = new SqliteStore(connection);
    const prepared = connection.prepared.bind(connection);
    let committed = false;
    connection.prepared = (sql) => {
      const statement = prepared(sql);
      if (sql === "BEGIN IMMEDIATE") committed = true;
      // A read commits, too.
      if (sql !== "COMMIT" || !committed) return statement;
      return { run: () => [statement.run(), act(path)] } as unknown as typeof statement;
    };
    await expect(store.enqueue([{ command: "true" }], 0)).rejects.toBeInstanceOf(StoreRefused);
    expect(committed).toBe(true);
    connection.prepared = prepared;
    await store.close();
  });
});

describe("under a running runner", () => {
  test.each(REPLACEMENTS)("a database that was %s stops it", async (_, act) => {
    const path = scratchDatabase();
    const store = await openSqliteStore(path, WRITE);
    await store.register(runner(), 0);

    act(path);

    const turn = { runner: runner().id, started: [], settled: [], released: [], capacity: 1 };
    await expect(store.turn(turn, 0)).rejects.toBeInstanceOf(StoreRefused);
    await expect(store.heartbeat(runner().id, 0)).rejects.toBeInstanceOf(StoreRefused);
    expect((await store.health()).ok).toBe(false);
    await store.close();
  });

  test("a database that became newer stops it", async () => {
    const path = scratchDatabase();
    const store = await openSqliteStore(path, WRITE);
    await store.register(runner(), 0);
    tamper(path, "PRAGMA user_version = 99");
    const turn = { runner: runner().id, started: [], settled: [], released: [], capacity: 1 };
    await expect(store.turn(turn, 0)).rejects.toBeInstanceOf(StoreRefused);
    await store.close();
  });
});

describe("a locked database", () => {
  test("is waited for, and what waited then happens", async () => {
    const path = await made();
    const connection = await openConnection(path, WRITE);
    const store = new SqliteStore(connection);
    const other = new Database(path);
    other.run("BEGIN IMMEDIATE");
    const refused = refusals(connection, 3);

    const waiting = store.enqueue([{ id: "job1", command: "true" }], 0);
    await refused;
    expect(await store.job("job1")).toBeNull();
    other.run("COMMIT");
    await waiting;

    expect(await store.job("job1")).not.toBeNull();
    other.close();
    await store.close();
  });

  test("for too long is said in one line, and nothing is stored", async () => {
    const path = await made();
    const store = await openSqliteStore(path, { access: "write", patienceMs: 30 });
    const other = new Database(path);
    other.run("BEGIN IMMEDIATE");

    await expect(store.enqueue([{ id: "job1", command: "true" }], 0)).rejects.toBeInstanceOf(StoreBusy);

    other.run("COMMIT");
    other.close();
    expect(await store.job("job1")).toBeNull();
    await store.close();
  });
});

test.each(["/", "/tmp", "/dev", "/dev/null", "/dev/null/queue.db"])("%s can be no database", async (path) => {
  const error = await openSqliteStore(path, WRITE).catch((error: unknown) => error);
  expect(error).toMatchObject({ code: "invalid-input" });
  expect((error as QueuectlError).fix).not.toContain("chmod");
});

/** Resolves when the connection has asked for the write lock so many times. */
function refusals(connection: Connection, times: number): Promise<void> {
  const enough = Promise.withResolvers<void>();
  const prepared = connection.prepared.bind(connection);
  let asked = 0;
  connection.prepared = (sql) => {
    if (sql === "BEGIN IMMEDIATE" && ++asked === times) enough.resolve();
    return prepared(sql);
  };
  return enough.promise;
}

/** Some damage shows only when a page is read. */
async function openAndUse(path: string): Promise<QueuectlError> {
  try {
    const store = await openSqliteStore(path, WRITE);
    try {
      await store.enqueue([{ command: "true" }], 0);
      await store.jobs({ limit: 1_000 });
      await store.status(0);
    } finally {
      await store.close();
    }
  } catch (error) {
    return error as QueuectlError;
  }
  throw new Error("the damage was not noticed");
}
