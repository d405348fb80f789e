import { expect, test } from "bun:test";
import { didYouMean, nearest } from "./nearest.ts";

const WORDS = ["enqueue", "list", "status", "worker", "cancel", "retry"];

test.each([
  ["enqeue", "enqueue"],
  ["ENQUEUE", "enqueue"],
  ["satus", "status"],
  ["lsit", "list"],
  ["retyr", "retry"],
  ["workers", "worker"],
  ["frobnicate", null],
  ["x", null],
  ["", null],
])("%j is probably %p", (word, expected) => {
  expect(nearest(word, WORDS)).toBe(expected);
});

test("asks, or says what else there is", () => {
  expect(didYouMean("canel", WORDS, "see --help")).toBe('did you mean "cancel"?');
  expect(didYouMean("constructor", WORDS, "see --help")).toBe("see --help");
});
