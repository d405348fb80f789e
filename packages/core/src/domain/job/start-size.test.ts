import { describe, expect, test } from "bun:test";
import { InvalidInput } from "../errors.ts";
import { checkSpec, type JobSpec } from "./job.ts";
import { MAX_PATH_BYTES, MAX_START_BYTES, MAX_WORD_BYTES } from "./start-size.ts";

const WORD = "x".repeat(MAX_WORD_BYTES);
/** As many full words as there may be, and one that fills what is left. */
const FULL = ["true", ...Array(7).fill(WORD)];
const LEFT = MAX_START_BYTES - FULL.reduce((sum, word) => sum + word.length + 9, 0) - 9;

test.each<[string, JobSpec]>([
  ["a line", { command: WORD }],
  ["a word", { command: ["true", WORD] }],
  ["a word of characters that have more than one byte", { command: ["true", `x${"é".repeat(65_535)}`] }],
  ["a variable", { command: "true", env: { A: "x".repeat(MAX_WORD_BYTES - 2) } }],
  ["all words", { command: [...FULL, "x".repeat(LEFT)] }],
  ["the program's path", { command: ["x".repeat(MAX_PATH_BYTES)] }],
  ["the directory's path", { command: "true", cwd: `/${"x".repeat(MAX_PATH_BYTES - 1)}` }],
])("%s of just the size that is possible is taken", (_, spec) => {
  expect(checkSpec(spec)).toBe(spec);
});

describe("one byte more is refused", () => {
  test.each<[string, string, JobSpec]>([
    ["a line", "command: it is longer than 131,071 bytes", { command: `${WORD}x` }],
    ["a word", "command: word 2 is longer than 131,071 bytes", { command: ["true", `${WORD}x`] }],
    ["a word in UTF-8", "command: word 2 is longer", { command: ["true", "é".repeat(65_536)] }],
    ["a line of pairs", "command: it is longer", { command: "👍".repeat(32_768) }],
    ["a variable", "env: A, with its name, is longer", { command: "true", env: { A: "x".repeat(MAX_WORD_BYTES - 1) } }],
    ["all words", "command: with env, and 9 bytes for each", { command: [...FULL, "x".repeat(LEFT + 1)] }],
    ["many words", "command: with env, and 9 bytes for each", { command: Array(110_000).fill("x") }],
    ["words and variables", "command: with env, and 9", { command: FULL, env: { A: "x".repeat(LEFT) } }],
    ["a program", "command: ", { command: ["x".repeat(MAX_PATH_BYTES + 1)] }],
    ["a directory", "cwd: ", { command: "true", cwd: `/${"x".repeat(MAX_PATH_BYTES)}` }],
  ])("%s", (_, message, spec) => {
    expect(() => checkSpec(spec)).toThrow(InvalidInput);
    expect(() => checkSpec(spec)).toThrow(message);
  });
});

test.skipIf(process.platform !== "linux")("the system has the limits that these are", () => {
  const start = (argv: string[], env = {}) => Bun.spawnSync(argv, { env }).exitCode;
  expect(start(["/bin/true", WORD])).toBe(0);
  expect(() => start(["/bin/true", `${WORD}x`])).toThrow("E2BIG");
  expect(start(["/bin/true"], { A: "x".repeat(MAX_WORD_BYTES - 2) })).toBe(0);
  expect(() => start(["/bin/true"], { A: "x".repeat(MAX_WORD_BYTES - 1) })).toThrow("E2BIG");
  expect(start(["/bin/true", ...FULL, "x".repeat(LEFT)])).toBe(0);
});
