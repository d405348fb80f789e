import { Database } from "bun:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { runner } from "../../contract/scene/steps.ts";
import { StoreUnavailable } from "../../domain/errors.ts";
import type { Connection } from "../database/connection.ts";
import { countAnew } from "../harness.ts";
import { openConnection } from "../opening/open.ts";
import { scratchDatabase } from "../scratch.ts";
import { SqliteStore } from "../sqlite-store.ts";

/** A COMMIT may fail and yet have happened: the disk said no only after the yes was written. */
let connection: Connection;
let store: SqliteStore;

beforeEach(async () => {
  connection = await openConnection(scratchDatabase(), { access: "write" });
  store = new SqliteStore(connection);
});

afterEach(() => store.close());

/** Lets the next commits of writes fail; those that `happen` take effect all the same, and `meanwhile` comes right after them. */
function failCommits(...happen: boolean[]): void {
  failCommitsThen(() => {}, ...happen);
}

function failCommitsThen(meanwhile: () => void, ...happen: boolean[]): void {
  const prepared = connection.prepared.bind(connection);
  let writing = false;
  connection.prepared = (sql) => {
    const statement = prepared(sql);
    if (sql.startsWith("BEGIN")) writing = sql === "BEGIN IMMEDIATE";
    if (sql !== "COMMIT" || !writing || happen.length === 0) return statement;
    return Object.assign(Object.create(statement), {
      run() {
        if (happen.shift()) {
          statement.run();
          meanwhile();
        }
        throw Object.assign(new Error("disk I/O error"), { code: "SQLITE_IOERR_FSYNC" });
      },
    });
  };
}

const SPECS = [{ id: "job1", command: "true" }, { command: "true" }];
const TURN = { runner: runner().id, started: [], settled: [], released: [], capacity: 1 };

describe.each([
  ["happened", true],
  ["did not happen", false],
])("a commit that failed, and %s", (_, happened) => {
  test("stores the jobs of an enqueue just once", async () => {
    failCommits(happened);
    expect(await store.enqueue(SPECS, 0)).toHaveLength(2);
    expect(await store.jobs({ limit: 9 })).toHaveLength(2);
    expect((await store.status(0)).jobs.pending).toBe(2);
  });

  test("stores the jobs of a bulk enqueue just once", async () => {
    failCommits(happened);
    expect(await store.enqueueMany(SPECS, 0)).toBe(2);
    expect(await store.jobs({ limit: 9 })).toHaveLength(2);
    expect((await store.status(0)).jobs.pending).toBe(2);
  });

  test("loses no claim: the next turn hands it out", async () => {
    await store.register(runner(), 0);
    await store.enqueue(SPECS, 0);
    failCommits(happened);
    await expect(store.turn(TURN, 0)).rejects.toBeInstanceOf(StoreUnavailable);

    const { claimed } = await store.turn(TURN, 0);

    expect(claimed.map(({ job }) => job.id)).toEqual(["job1"]);
    expect(await store.holding(claimed.map(({ lease }) => lease))).toHaveLength(1);
    expect((await store.turn({ ...TURN, capacity: 0 }, 0)).claimed).toEqual([]);
    expect((await store.status(0)).jobs).toMatchObject({ processing: 1, pending: 1 });
  });
});

describe.each([
  ["happened", true],
  ["did not happen", false],
])("a rescue whose commit failed, and %s", (_, happened) => {
  test("leaves no job behind: the next one returns it, once", async () => {
    const victim = new SqliteStore(await openConnection(connection.files.database, { access: "write" }));
    await victim.register(runner("victim"), 0);
    await store.register(runner(), 0);
    await store.enqueue(SPECS, 0);
    await victim.turn({ ...TURN, runner: "victim" }, 0);
    await victim.close();
    failCommits(happened);
    await expect(store.rescue(TURN.runner, 0)).rejects.toBeInstanceOf(StoreUnavailable);

    expect((await store.rescue(TURN.runner, 0)).map(({ job }) => job.id)).toEqual(["job1"]);
    expect(await store.rescue(TURN.runner, 0)).toEqual([]);
  });
});

test("a bulk that comes again counts what somebody deleted meanwhile, and no more", async () => {
  const { database } = connection.files;
  failCommitsThen(() => {
    // What another process does, at once: everything in here is asynchronous.
    const other = new Database(database, { strict: true });
    other.run("DELETE FROM jobs WHERE id = 'job1'");
    countAnew(other);
    other.close();
  }, true);
  expect(await store.enqueueMany([...SPECS, { command: "true", runAt: 1_000 }], 0)).toBe(3);
  expect(await store.jobs({ limit: 9 })).toHaveLength(3);
  expect((await store.status(0)).jobs).toMatchObject({ pending: 2, scheduled: 1 });
});

test("turns that overlap never hand out the same claim", async () => {
  await store.register(runner(), 0);
  await store.enqueue(SPECS, 0);
  failCommits(true);
  const together = Array.from({ length: 3 }, () => store.turn(TURN, 0));
  const turns = [...(await Promise.allSettled(together)), ...(await Promise.allSettled([store.turn(TURN, 0)]))];
  const claimed = turns.flatMap((turn) => (turn.status === "fulfilled" ? turn.value.claimed : []));
  expect(claimed.map(({ job }) => job.seq).sort()).toEqual([1, 2]);
});

test("an enqueue that fails twice says so, and has stored nothing", async () => {
  failCommits(false, false);
  await expect(store.enqueue(SPECS, 0)).rejects.toBeInstanceOf(StoreUnavailable);
  expect(await store.jobs({ limit: 9 })).toEqual([]);
});

test("a claim that nobody confirmed survives a write beside it that throws", async () => {
  await store.register(runner(), 0);
  await store.enqueue(SPECS, 0);
  failCommits(true);
  await expect(store.turn(TURN, 0)).rejects.toBeInstanceOf(StoreUnavailable);

  const [turn, other] = await Promise.allSettled([store.turn(TURN, 0), store.cancel("nobody", 0)]);

  expect(other.status).toBe("rejected");
  expect(turn).toMatchObject({ value: { claimed: [{ job: { id: "job1" } }] } });
});
