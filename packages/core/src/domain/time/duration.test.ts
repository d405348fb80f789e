import { expect, test } from "bun:test";
import * as fc from "fast-check";
import { InvalidInput } from "../errors.ts";
import { durationOf, formatDuration, MAX_DURATION_MS, parseDuration } from "./duration.ts";

test.each([
  ["90", 90_000],
  ["0", 0],
  ["500ms", 500],
  ["10s", 10_000],
  ["1.5s", 1_500],
  ["5m", 300_000],
  ["2h", 7_200_000],
  ["1d", 86_400_000],
  [" 10s ", 10_000],
  ["0.5ms", 1],
  ["0.000s", 0],
  ["36525d", MAX_DURATION_MS],
])("%s is %i ms", (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each([
  "",
  "s",
  "-1s",
  "1 s",
  "1e3",
  "10x",
  "ten",
  "1h30m",
  ".5s",
  "5.",
  "Infinity",
  "36526d",
  "9".repeat(400),
  "1s\n2s",
])("%j is none", (text) => {
  expect(() => parseDuration(text, "timeout")).toThrow(InvalidInput);
  expect(() => parseDuration(text, "timeout")).toThrow(/^timeout: /);
});

test.each(["0.4ms", "0.0004", "0.0004s", "0.000000001d", `0.${"0".repeat(400)}1d`])("%s would be none", (text) => {
  expect(() => parseDuration(text, "timeout")).toThrow(/^timeout: .* is shorter than the shortest duration$/);
});

test("seconds", () => {
  expect([0, 0.0005, 1.5, 1 / 3].map((seconds) => durationOf(seconds))).toEqual([0, 1, 1_500, 333]);
  for (const seconds of [-1, Number.NaN, Number.POSITIVE_INFINITY, 4e9, 0.0004, 1e-7, 5e-324]) {
    expect(() => durationOf(seconds, "delay")).toThrow(/^delay: /);
  }
});

test.each([
  [0, "0s"],
  [1, "1ms"],
  [1_500, "1.5s"],
  [90_000, "90s"],
  [120_000, "2m"],
  [3_600_000, "1h"],
  [172_800_000, "2d"],
])("%i ms is shown as %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test("what is shown is read back", () => {
  const law = fc.property(fc.integer({ min: 0, max: MAX_DURATION_MS }), (ms) => {
    expect(parseDuration(formatDuration(ms))).toBe(ms);
  });
  fc.assert(law);
});
