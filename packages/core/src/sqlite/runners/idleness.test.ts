import { Database } from "bun:sqlite";
import { afterEach, beforeEach, expect, test } from "bun:test";
import type { Connection } from "../database/connection.ts";
import { readSize } from "../database/size.ts";
import { openConnection } from "../opening/open.ts";
import { scratchDatabase } from "../scratch.ts";
import { Idleness } from "./idleness.ts";

let now = 0;
let connection: Connection;
let other: Database;
let idleness: Idleness;

beforeEach(async () => {
  const path = scratchDatabase();
  connection = await openConnection(path, { access: "write" });
  other = new Database(path);
  other.run("PRAGMA wal_autocheckpoint = 0");
  now = 0;
  idleness = new Idleness(() => now);
});

afterEach(async () => {
  other.close();
  await connection.close();
});

const walBytes = () => readSize(connection.files).walBytes;

function write(bytes: number): void {
  other.run("INSERT INTO config VALUES (?, zeroblob(?) || 'text', 0)", [crypto.randomUUID(), bytes]);
}

test("the WAL is emptied once there was no work for a while", () => {
  write(10_000);
  idleness.rest(connection);
  expect(walBytes()).toBeGreaterThan(10_000);
  now += 10_000;
  idleness.rest(connection);
  expect(walBytes()).toBe(0);
});

test("beside a reader it is tried again, until it is done", () => {
  write(100_000);
  const reader = new Database(connection.files.database);
  reader.run("BEGIN");
  reader.query("SELECT count(*) FROM config").get();
  write(100_000);
  for (let looks = 0; looks < 3; looks++) {
    now += 15_000;
    idleness.rest(connection);
    expect(walBytes()).toBeGreaterThan(100_000);
  }
  reader.run("COMMIT");
  reader.close();
  now += 15_000;
  idleness.rest(connection);
  expect(walBytes()).toBe(0);
});

test("what others write is folded in once it is much, however idle this runner is; heartbeats are left alone", () => {
  now += 10_000;
  idleness.rest(connection);
  write(10_000);
  now += 15_000;
  idleness.rest(connection);
  expect(walBytes()).toBeGreaterThan(10_000);
  write(3_000_000);
  now += 15_000;
  idleness.rest(connection);
  expect(walBytes()).toBe(0);
});
