import { expect, test } from "bun:test";
import * as fc from "fast-check";
import { InvalidInput } from "./errors.ts";
import { formatInstant, parseInstant } from "./instant.ts";

const NOW = Date.UTC(2026, 0, 31, 9);

test.each([
  ["2026-01-31T09:00:00Z", NOW],
  ["2026-01-31T09:00:00.123Z", NOW + 123],
  ["2026-01-31T09:00:00.123999999Z", NOW + 123],
  ["2026-01-31T09:00:00.5Z", NOW + 500],
  ["2026-01-31T10:00:00+01:00", NOW],
  ["2026-01-31T10:00:00+0100", NOW],
  ["2026-01-31T03:30:00-05:30", NOW],
  ["2026-01-31t09:00z", NOW],
  ["2026-01-31 09:00Z", NOW],
  ["+10m", NOW + 600_000],
  ["+0", NOW],
  [" +1d ", NOW + 86_400_000],
])("%s", (text, expected) => {
  expect(parseInstant(text, NOW)).toBe(expected);
});

test.each([
  ["2026-07-01T09:00:00", new Date(2026, 6, 1, 9).getTime()],
  ["2026-07-01 09:30", new Date(2026, 6, 1, 9, 30).getTime()],
  ["2026-07-01", new Date(2026, 6, 1).getTime()],
])("%s is local time", (text, expected) => {
  expect(parseInstant(text, NOW)).toBe(expected);
});

test.each([
  "",
  "now",
  "tomorrow",
  "2026",
  "2026-02-30",
  "2026-13-01",
  "2026-01-01T25:00Z",
  "2026-01-01T09",
  "12:00",
  "+",
  "+-1s",
  "1738310400",
  "-10m",
])("%j is none", (text) => {
  expect(() => parseInstant(text, NOW, "run_at")).toThrow(InvalidInput);
  expect(() => parseInstant(text, NOW, "run_at")).toThrow(/^run_at: /);
});

test("what is shown is read back", () => {
  const law = fc.property(fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) }), (at) => {
    expect(parseInstant(formatInstant(at), NOW)).toBe(at);
  });
  fc.assert(law);
});
