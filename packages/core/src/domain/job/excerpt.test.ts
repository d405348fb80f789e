import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { EXCERPT_LENGTH, excerpt } from "./excerpt.ts";
import type { Command } from "./job.ts";

const shown = (command: Command) => excerpt(JSON.stringify(command), null);

describe("a command as a list shows it", () => {
  test.each<[string, Command, Command]>([
    ["one that is short", "echo hi", "echo hi"],
    ["an argv that is short", ["echo", "hi"], ["echo", "hi"]],
    ["a long line", "x".repeat(5_000), "x".repeat(EXCERPT_LENGTH - 1)],
    ["a long word", ["echo", "x".repeat(5_000)], ["echo", "x".repeat(EXCERPT_LENGTH - 9)]],
    ["a character of two halves", `${"x".repeat(EXCERPT_LENGTH - 2)}😀😀`, "x".repeat(EXCERPT_LENGTH - 2)],
    ["an escape", `${"x".repeat(EXCERPT_LENGTH - 5)}\u0007\u0007`, "x".repeat(EXCERPT_LENGTH - 5)],
    ["backslashes", "\\".repeat(5_000), "\\".repeat(EXCERPT_LENGTH / 2 - 1)],
    ["as long as it may be", "x".repeat(EXCERPT_LENGTH - 2), "x".repeat(EXCERPT_LENGTH - 2)],
  ])("%s", (_, command, expected) => {
    const { command: seen, truncated } = shown(command);
    expect(seen).toEqual(expected);
    expect(truncated).toEqual(JSON.stringify(command).length > EXCERPT_LENGTH ? ["command"] : []);
  });

  test("is its beginning, whatever it is, and the same whether all of it was read or no more than is shown", () => {
    const text = fc.string({
      unit: fc.constantFrom("x", '"', "\\", "\n", "\u0001", "é", "😀", ",", "]"),
      maxLength: 40,
    });
    const long = fc.tuple(text, fc.integer({ min: 1, max: 200 })).map(([each, times]) => each.repeat(times));
    fc.assert(
      fc.property(fc.oneof(long, fc.array(long, { minLength: 1, maxLength: 9 })), (command) => {
        const json = JSON.stringify(command);
        const { command: seen, truncated } = shown(command);
        const [whole, part] = [[command].flat(), [seen].flat()];
        expect(Array.isArray(seen)).toBe(Array.isArray(command));
        expect(JSON.stringify(seen).length).toBeLessThanOrEqual(EXCERPT_LENGTH + 2);
        for (const [i, word] of part.entries()) {
          expect(i === part.length - 1 ? whole[i]?.startsWith(word) : whole[i] === word).toBe(true);
        }
        expect(truncated.length === 0).toBe(JSON.stringify(seen) === json);
        // As SQLite counts: whole characters.
        const read = Array.from(json)
          .slice(0, EXCERPT_LENGTH + 1)
          .join("");
        expect(excerpt(read, null)).toEqual(shown(command));
      }),
    );
  });

  test("has its whole environment beside it, or none of it", () => {
    expect(excerpt('"x"', '{"A":"1"}')).toEqual({ command: "x", env: { A: "1" }, truncated: [] });
    expect(excerpt('"x"', JSON.stringify({ A: "x".repeat(3_000) }))).toEqual({
      command: "x",
      env: {},
      truncated: ["env"],
    });
  });
});
