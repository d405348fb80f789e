import { expect, test } from "bun:test";
import * as fc from "fast-check";
import { InvalidInput } from "../errors.ts";
import { formatInstant, parseInstant, readInstant } from "./instant.ts";
import { formatLocal, instantOf, type Zone } from "./zone.ts";

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

/** Its clocks are put forward at 01:00 UTC on 2026-03-29, and back at 01:00 UTC on 2026-10-25. */
const CENTRAL_EUROPE: Zone = {
  offsetMs: (at) => (at >= Date.UTC(2026, 2, 29, 1) && at < Date.UTC(2026, 9, 25, 1) ? 7_200_000 : 3_600_000),
  nameAt: (at) => (CENTRAL_EUROPE.offsetMs(at) === 7_200_000 ? "CEST" : "CET"),
};

test.each([
  ["2026-07-01T09:00:00", "2026-07-01T07:00:00.000Z", "2026-07-01T09:00:00.000+02:00 (CEST)"],
  ["2026-07-01 09:30", "2026-07-01T07:30:00.000Z", "2026-07-01T09:30:00.000+02:00 (CEST)"],
  ["2026-12-01", "2026-11-30T23:00:00.000Z", "2026-12-01T00:00:00.000+01:00 (CET)"],
  ["2026-03-29T01:59:59.999", "2026-03-29T00:59:59.999Z", "2026-03-29T01:59:59.999+01:00 (CET)"],
  ["2026-03-29T03:00", "2026-03-29T01:00:00.000Z", "2026-03-29T03:00:00.000+02:00 (CEST)"],
  // Shown twice: the first.
  ["2026-10-25T02:30", "2026-10-25T00:30:00.000Z", "2026-10-25T02:30:00.000+02:00 (CEST)"],
  ["2026-10-25T03:00", "2026-10-25T02:00:00.000Z", "2026-10-25T03:00:00.000+01:00 (CET)"],
])("%s is local time", (text, expected, shown) => {
  const { at, zone } = readInstant(text, NOW, "run_at", () => CENTRAL_EUROPE);
  expect([formatInstant(at), formatLocal(at, zone as Zone)]).toEqual([expected, shown]);
});

test.each(["2026-03-29T02:00", "2026-03-29T02:59:59.999"])("%s does not exist, and its fix does", (text) => {
  const read = (given: string) => parseInstant(given, NOW, "run_at", () => CENTRAL_EUROPE);
  expect(() => read(text)).toThrow(`run_at: "${text}" does not exist: the clocks of CEST are put forward then`);
  expect(() => read(text)).toThrow(
    expect.objectContaining({ fix: expect.stringMatching(/: 2026-03-29T02:\S+\+01:00$/) }),
  );
});

test("a time without a zone is refused where nobody knows whose it is", () => {
  expect(() => parseInstant("2026-07-01T09:00", NOW, "run_at")).toThrow(
    expect.objectContaining({ message: 'run_at: "2026-07-01T09:00" does not say in which zone' }),
  );
});

test("what a zone's clocks show is read back as an instant at which they show it", () => {
  const zone = fc.record({ change: fc.integer({ min: 0, max: 1e12 }), before: offset(), after: offset() });
  const law = fc.property(zone, fc.integer({ min: 0, max: 1e12 }), ({ change, before, after }, at) => {
    const offsetMs = (when: number) => (when < change ? before : after);
    const found = instantOf(at + offsetMs(at), { offsetMs, nameAt: () => "X" });
    expect(found).not.toBeNull();
    expect(found as number).toBeLessThanOrEqual(at);
    expect((found as number) + offsetMs(found as number)).toBe(at + offsetMs(at));
  });
  fc.assert(law);
});

function offset() {
  return fc.integer({ min: -12 * 60, max: 14 * 60 }).map((minutes) => minutes * 60_000);
}

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
