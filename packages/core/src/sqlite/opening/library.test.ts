import { expect, test } from "bun:test";
import { isSafeVersion } from "./library.ts";

test.each([
  ["3.7.0", false],
  ["3.39.5", false],
  ["3.44.5", false],
  ["3.44.6", true],
  ["3.45.0", false],
  ["3.50.6", false],
  ["3.50.7", true],
  ["3.51.0", false],
  ["3.51.2", false],
  ["3.51.3", true],
  ["3.52.0", true],
  ["3.54.1", true],
  ["4.0.0", true],
  ["", false],
])("SQLite %s keeps a WAL database whole: %p", (version, safe) => {
  expect(isSafeVersion(version)).toBe(safe);
});
