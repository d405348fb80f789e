import { expect, test } from "bun:test";
import { InvalidInput, QueuectlError } from "../../domain/errors.ts";
import { explain } from "./failures.ts";

test.each([
  ["SQLITE_BUSY", "store-busy"],
  ["SQLITE_BUSY_SNAPSHOT", "store-busy"],
  ["SQLITE_FULL", "store-unavailable"],
  ["SQLITE_IOERR_FSYNC", "store-unavailable"],
  ["SQLITE_READONLY", "store-unavailable"],
  ["SQLITE_CANTOPEN", "store-unavailable"],
  ["ENOSPC", "store-unavailable"],
  ["EACCES", "store-unavailable"],
  ["ENOTDIR", "store-unavailable"],
  ["SQLITE_READONLY_DBMOVED", "store-refused"],
  ["SQLITE_CORRUPT_INDEX", "store-refused"],
  ["SQLITE_NOTADB", "store-refused"],
  ["SQLITE_CONSTRAINT_CHECK", "failed"],
])("%s is told as %s, in one line, and keeps its cause", (code, expected) => {
  const raw = Object.assign(new Error("raw words"), { code });
  const told = explain(raw, "/x/queue.db") as QueuectlError;
  expect(told).toBeInstanceOf(QueuectlError);
  expect(told).toMatchObject({ code: expected, cause: raw });
  expect(told.message).not.toContain("\n");
});

test("errors of our own, and mistakes, pass through", () => {
  const own = new InvalidInput("no", "yes");
  expect(explain(own, "/x")).toBe(own);
  const mistake = new RangeError("a mistake in the code");
  expect(explain(mistake, "/x")).toBe(mistake);
});
