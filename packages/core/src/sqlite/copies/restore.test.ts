import { Database } from "bun:sqlite";
import { beforeEach, describe, expect, test } from "bun:test";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { runner } from "../../contract/scene/steps.ts";
import { StoreRefused } from "../../domain/errors.ts";
import type { JobStore } from "../../store/index.ts";
import { APPLICATION_ID } from "../database/gate.ts";
import { backUpDatabase, openSqliteStore, restoreDatabase } from "../index.ts";
import initial from "../opening/migrations/0001-initial.sql" with { type: "text" };
import { scratchDatabase, tamper } from "../scratch.ts";

const WRITE = { access: "write" } as const;
const NOW = 1_000_000_000;
const CLAIM = { started: [], settled: [], released: [], capacity: 1 };

let path: string;
let file: string;
let store: JobStore;

/** A store in use: one job executes, one waits. */
beforeEach(async () => {
  path = scratchDatabase();
  file = join(dirname(path), "backup");
  store = await openSqliteStore(path, WRITE);
  await store.enqueue(
    [
      { id: "runs", command: "true" },
      { id: "waits", command: "true", queue: "mail" },
    ],
    NOW,
  );
  await store.register(runner("runner1", { queues: ["default"] }), NOW);
  await store.turn({ runner: "runner1", ...CLAIM }, NOW);
  return async () => store.close();
});

const backUp = (target = file, replace = false) => backUpDatabase(path, target, { replace });

/** The runner leaves, and all others with it. */
async function leave(): Promise<void> {
  await store.close();
}

async function jobsAt(database: string): Promise<Record<string, string>> {
  const opened = await openSqliteStore(database, WRITE);
  try {
    return Object.fromEntries((await opened.jobs({ limit: 9 })).map(({ id, state }) => [id, state]));
  } finally {
    await opened.close();
  }
}

const namesBeside = () => readdirSync(dirname(path)).toSorted();

describe("a backup", () => {
  test("is one whole file for its owner alone, made while the store is in use", async () => {
    expect(await backUp()).toEqual({ jobs: 2, bytes: statSync(file).size });

    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(namesBeside()).toEqual(["backup", "queue.db", "queue.db-shm", "queue.db-wal", "queue.db.d"]);
    expect(await jobsAt(file)).toEqual({ runs: "processing", waits: "pending" });
  });

  test("a look at it changes nothing, and nothing is missed", async () => {
    await backUp();
    const before = readFileSync(file);
    const copy = await openSqliteStore(file, { access: "read" });
    expect((await copy.status(NOW)).jobs).toMatchObject({ processing: 1, pending: 1 });
    expect(await copy.runners(NOW)).toMatchObject([{ alive: false }]);
    expect(await copy.health()).toMatchObject({ ok: true });
    await copy.close();
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(namesBeside()).toEqual(["backup", "queue.db", "queue.db-shm", "queue.db-wal", "queue.db.d"]);
    await backUp(file, true);
  });

  test("a runner works on it as on any store", async () => {
    await backUp();
    const copy = await openSqliteStore(file, WRITE);
    await copy.register(runner("another"), NOW);
    await copy.heartbeat("another", NOW);
    expect((await copy.turn({ runner: "another", ...CLAIM }, NOW)).claimed).toMatchObject([{ job: { id: "waits" } }]);
    expect((await copy.health()).ok).toBe(true);
    await copy.deregister("another");
    await copy.close();
  });

  test("overwrites nothing unless it is told to", async () => {
    writeFileSync(file, "precious");
    await expect(backUp()).rejects.toMatchObject({ code: "conflict", fix: expect.stringContaining("--replace") });
    expect(readFileSync(file, "utf8")).toBe("precious");
    await backUp(file, true);
    expect(await jobsAt(file)).toHaveProperty("waits");
  });

  test.each<[string, () => string, object]>([
    ["the store itself", () => path, { code: "conflict", message: expect.stringContaining("worked with") }],
    ["a directory", () => dirname(path), { code: "conflict" }],
    [
      "a link, be it to nowhere",
      () => {
        symlinkSync("nowhere", file);
        return file;
      },
      { code: "conflict" },
    ],
    ["in a directory that is not there", () => `${path}.nowhere/backup`, { code: "not-found" }],
    ["in a file", () => `${path}/backup`, { code: "not-found" }],
  ])("is refused where it must not be: %s", async (_, target, refusal) => {
    const refused = target();
    const before = namesBeside();
    await expect(backUp(refused, true)).rejects.toMatchObject(refusal);
    expect(namesBeside()).toEqual(before);
  });

  test("of what is no store is refused, and nothing is left behind", async () => {
    const other = join(dirname(path), "other");
    for (const [make, message] of [
      [() => writeFileSync(other, ""), "empty file"],
      [() => writeFileSync(other, "hello ".repeat(999)), "not a database"],
      [() => tamper(other, "CREATE TABLE notes (text)"), "another program"],
      [() => mkdirSync(other), "a directory"],
      [() => {}, "there is no file"],
    ] as const) {
      make();
      await expect(backUpDatabase(other, file, { replace: false })).rejects.toThrow(message);
      await expect(restoreDatabase(join(dirname(path), "new.db"), other, NOW)).rejects.toThrow(message);
      rmSync(other, { recursive: true, force: true });
    }
    expect(namesBeside()).toEqual(["queue.db", "queue.db-shm", "queue.db-wal", "queue.db.d"]);
  });

  test("of a store that is damaged says so, and leaves an older backup alone", async () => {
    await backUp();
    const kept = readFileSync(file);
    await leave();
    truncateSync(path, statSync(path).size - 8_192);
    await expect(backUp(file, true)).rejects.toBeInstanceOf(StoreRefused);
    expect(readFileSync(file).equals(kept)).toBe(true);
    expect(namesBeside()).not.toContainEqual(expect.stringContaining("partial"));
  });
});

describe("restoring", () => {
  test("puts the backup in the store's place, keeps what was there, pauses, and gives back what was executing", async () => {
    await backUp();
    await store.enqueue([{ id: "later", command: "true" }], NOW);
    await leave();

    const { kept, ...restored } = await restoreDatabase(path, file, NOW);

    expect(restored).toEqual({ jobs: 2, paused: ["default", "mail"], givenBack: 1 });
    expect(await jobsAt(path)).toEqual({ runs: "pending", waits: "pending" });
    expect(await jobsAt(kept as string)).toEqual({ runs: "processing", waits: "pending", later: "pending" });
    const again = await openSqliteStore(path, WRITE);
    expect(await again.job("runs")).toMatchObject({ attempts: 0, crashes: 0, last: { outcome: "lost", number: 1 } });
    expect((await again.status(NOW)).queues).toMatchObject([{ paused: true }, { paused: true }]);
    expect(await again.runners(NOW)).toEqual([]);
    await again.close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await backUpDatabase(file, `${file}2`, { replace: false })).toMatchObject({ jobs: 2 });
  });

  test("is refused beside a living runner, and beside any other who has the store open", async () => {
    await backUp();
    const before = namesBeside();
    await expect(restoreDatabase(path, file, NOW)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("runner1"),
      fix: expect.stringContaining("worker stop"),
    });
    await leave();
    const reader = await openSqliteStore(path, { access: "read" });
    await expect(restoreDatabase(path, file, NOW)).rejects.toMatchObject({ code: "conflict" });
    expect(namesBeside()).toEqual(before);
    await reader.close();
    await restoreDatabase(path, file, NOW);
  });

  test("who had it open just then cannot write into what was moved away", async () => {
    await backUp();
    await leave();
    const late = new Database(path);
    await restoreDatabase(path, file, NOW);
    expect(() => late.run("UPDATE queues SET paused = 1")).toThrow(
      expect.objectContaining({ code: "SQLITE_READONLY_DBMOVED" }),
    );
    late.close();
  });

  test("takes up a WAL that a dead process left, and mixes none into the backup", async () => {
    await backUp();
    await store.enqueue([{ id: "in-the-wal", command: "true" }], NOW);
    // As a SIGKILL of all who had it open leaves it.
    const crashed = join(dirname(path), "crashed.db");
    for (const part of ["", "-wal"]) copyFileSync(path + part, crashed + part);

    const { kept } = await restoreDatabase(crashed, file, NOW);

    expect(await jobsAt(crashed)).toEqual({ runs: "pending", waits: "pending" });
    expect(await jobsAt(kept as string)).toHaveProperty("in-the-wal");
  });

  test("over a damaged store keeps it, and takes nothing of what lies beside it", async () => {
    await backUp();
    await leave();
    writeFileSync(path, "not a database ".repeat(999));
    writeFileSync(`${path}-wal`, "nor a WAL");
    writeFileSync(`${path}-journal`, "nor a journal");

    const { kept } = await restoreDatabase(path, file, NOW);

    expect(await jobsAt(path)).toEqual({ runs: "pending", waits: "pending" });
    expect(readFileSync(kept as string, "utf8")).toStartWith("not a database");
  });

  test("where there is no store, what is left of one is no part of the backup", async () => {
    await backUp();
    await store.enqueue([{ id: "in-the-wal", command: "true" }], NOW);
    const gone = join(dirname(path), "a", "gone.db");
    mkdirSync(dirname(gone));
    copyFileSync(`${path}-wal`, `${gone}-wal`);

    expect(await restoreDatabase(gone, file, NOW)).toMatchObject({ kept: null, jobs: 2 });

    expect(await jobsAt(gone)).toEqual({ runs: "pending", waits: "pending" });
    expect(readdirSync(dirname(gone))).toContainEqual(expect.stringMatching(/before-restore.*-wal$/));
  });

  test("through a link leads to the store itself", async () => {
    await backUp();
    await leave();
    const link = join(dirname(path), "link.db");
    symlinkSync(basename(path), link);
    const { kept } = await restoreDatabase(link, file, NOW);
    expect(kept).toStartWith(path);
    expect(await jobsAt(path)).toHaveProperty("runs", "pending");
    await expect(restoreDatabase(link, path, NOW)).rejects.toMatchObject({ code: "invalid-input" });
  });

  test("from where others can write, nothing is read but the file itself", async () => {
    const shared = join(dirname(path), "shared");
    mkdirSync(shared);
    chmodSync(shared, 0o1777);
    const saved = join(shared, "backup");
    await backUp(saved);
    copyFileSync(`${path}-wal`, `${saved}-wal`);
    await store.enqueue([{ id: "in-the-wal", command: "true" }], NOW);
    copyFileSync(`${path}-wal`, `${saved}-wal`);
    await leave();

    await restoreDatabase(path, saved, NOW);
    expect(await jobsAt(path)).toEqual({ runs: "pending", waits: "pending" });
    expect(namesBeside()).not.toContainEqual(expect.stringContaining("source"));

    chmodSync(saved, 0o666);
    await expect(restoreDatabase(path, saved, NOW)).rejects.toMatchObject({ code: "store-refused" });
  });

  test.if(Bun.which("sqlite3") !== null)("what a dump made of a store is one again", async () => {
    await backUp();
    // As a recovery may lose a row without what belongs to it.
    tamper(file, "DELETE FROM jobs WHERE id = 'waits'");
    const recovered = `${path}.recovered.db`;
    Bun.spawnSync(["sh", "-c", `sqlite3 ${file} .dump | sqlite3 ${recovered}`], { env: process.env });
    chmodSync(recovered, 0o600);
    await expect(openSqliteStore(recovered, WRITE)).rejects.toMatchObject({
      code: "store-refused",
      fix: expect.stringContaining("queuectl restore"),
    });
    const marks = join(dirname(path), "marks");
    tamper(marks, `PRAGMA application_id = ${APPLICATION_ID}`);
    chmodSync(marks, 0o600);
    await expect(openSqliteStore(marks, WRITE)).rejects.toThrow("none of its tables");
    await leave();

    expect(await restoreDatabase(path, recovered, NOW)).toMatchObject({ jobs: 1, givenBack: 1 });

    const restored = await openSqliteStore(path, WRITE);
    expect((await restored.status(NOW)).jobs).toMatchObject({ pending: 1, processing: 0 });
    await restored.setPaused("default", false, NOW);
    await restored.register(runner("next"), NOW);
    expect((await restored.turn({ runner: "next", ...CLAIM }, NOW)).claimed).toMatchObject([{ job: { id: "runs" } }]);
    await restored.deregister("next");
    await restored.close();
  });

  test("another program's database is not moved away", async () => {
    await backUp();
    const other = join(dirname(path), "other.db");
    tamper(other, "CREATE TABLE notes (text)");
    await expect(restoreDatabase(other, file, NOW)).rejects.toThrow("another program");
    expect(namesBeside()).not.toContainEqual(expect.stringContaining("restor"));
  });

  test("a backup of an older version is brought up to date, itself left as it is", async () => {
    tamper(file, initial);
    tamper(file, `PRAGMA application_id = ${APPLICATION_ID}`);
    tamper(file, "PRAGMA user_version = 1");
    tamper(file, "INSERT INTO queues (name, paused) VALUES ('old', 1)");
    const older = readFileSync(file);
    await leave();
    expect(await restoreDatabase(path, file, NOW)).toMatchObject({ jobs: 0, paused: ["old"] });
    expect(await jobsAt(path)).toEqual({});
    expect(readFileSync(file).equals(older)).toBe(true);
  });

  test("a restored store is a store of its own: it rescues what its own runners leave", async () => {
    await backUp();
    await leave();
    await restoreDatabase(path, file, NOW);
    const restored = await openSqliteStore(path, WRITE);
    await restored.setPaused("default", false, NOW);
    await restored.register(runner("dies"), NOW);
    await restored.turn({ runner: "dies", ...CLAIM }, NOW);
    await restored.close();
    const next = await openSqliteStore(path, WRITE);
    await next.register(runner("next"), NOW);
    expect(await next.rescue("next", NOW)).toMatchObject([
      { job: { id: "runs" }, loss: "runner-died", reachable: true },
    ]);
    await next.close();
  });
});

test("a leftover of a broken-off restore is in nobody's way", async () => {
  await backUp();
  await leave();
  // As a loss of power between the two names leaves it.
  linkSync(path, `${path}.before-restore-x`);
  expect(await jobsAt(path)).toHaveProperty("waits");
  rmSync(`${path}.before-restore-x`);
  renameSync(path, `${path}2`);
  expect(existsSync(path)).toBe(false);
  expect(await restoreDatabase(path, file, NOW)).toMatchObject({ kept: null });
});
