import { describe, expect, test } from "bun:test";
import { InvalidInput } from "@queuectl/core";
import { assign, parseFlags } from "../src/frame/arguments.ts";
import type { Args } from "../src/frame/command.ts";
import { duration, whole } from "../src/frame/read-value.ts";

const ARGS = {
  id: { type: "positional", required: true },
  more: { type: "positional", many: true },
  count: { type: "string", read: whole(-10, 10), default: "1" },
  wait: { type: "string", read: duration },
  line: { type: "string", alias: "c" },
  env: { type: "string", many: true },
  kind: { type: "enum", options: ["soft", "hard"] },
  force: { type: "boolean" },
} as const satisfies Args;

const read = (...tokens: string[]) => assign(parseFlags(tokens, ARGS), ARGS, 0);

describe("flags and positionals", () => {
  test("may be mixed, and come out as values", () => {
    expect({ ...read("a", "--count", "3", "b", "--force", "c", "--wait=2m") }).toEqual({
      id: "a",
      more: ["b", "c"],
      count: 3,
      wait: 120_000,
      line: undefined,
      env: [],
      kind: undefined,
      force: true,
    });
  });

  test("defaults are read like given values", () => expect(read("a").count).toBe(1));
  test("a repeatable flag keeps its order", () =>
    expect(read("a", "--env", "B=1", "--env=A").env).toEqual(["B=1", "A"]));
  test("a negative number is a value", () => expect(read("a", "--count", "-3").count).toBe(-3));
  test("a value may begin with a dash behind =", () => expect(read("a", "-c=-x").line).toBe("-x"));
  test("a value may hold =", () => expect(read("a", "--env=A=B=C").env).toEqual(["A=B=C"]));
  test("an empty value is a value", () => expect(read("a", "--line=").line).toBe(""));
  test("a single dash is a positional", () => expect(read("-").id).toBe("-"));
});

test.each([
  [["a", "--forse"], "there is no flag --forse", 'did you mean "--force"?'],
  [["a", "--toString"], "there is no flag --toString", null],
  [["a", "-x"], "there is no flag -x", null],
  [["a", "--force=yes"], "--force takes no value", null],
  [["a", "--count"], "--count needs a value", null],
  [["a", "--line", "--force"], "--line needs a value", null],
  [["a", "--count", "1", "--count", "2"], "--count is given twice", null],
  [["a", "--count", "many"], '--count: "many" is not a whole number from -10 to 10', null],
  [["a", "--count", "11"], '--count: "11" is not a whole number from -10 to 10', null],
  [["a", "--count", "1e1"], '--count: "1e1" is not a whole number from -10 to 10', null],
  [["a", "--count="], '--count: "" is not a whole number from -10 to 10', null],
  [["a", "--kind", "hrad"], '--kind: "hrad" is not known', 'did you mean "hard"?'],
  [["--force"], "ID is missing", "see what it takes: --help"],
])("%j is refused: %s", (tokens, message, fix) => {
  let refusal: unknown;
  try {
    read(...tokens);
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(InvalidInput);
  expect((refusal as InvalidInput).message).toBe(message);
  if (fix !== null) expect((refusal as InvalidInput).fix).toBe(fix);
});

test("a word that no positional takes is refused", () => {
  const args = { id: { type: "positional" } } as const satisfies Args;
  expect(() => assign(parseFlags(["a", "b"], args), args, 0)).toThrow('there is an argument too many: "b"');
});
