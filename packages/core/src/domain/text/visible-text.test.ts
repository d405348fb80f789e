import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { unfinishedEnd, visibleJson, visibleLine, visibleText } from "./visible-text.ts";

/** Built from what is looked for, so that this file shows what is in it. */
const HIDDEN = [
  0x00, 0x07, 0x08, 0x1b, 0x7f, 0x85, 0x9b, 0xad, 0x34f, 0x61c, 0x115f, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f,
  0x2028, 0x2029, 0x202a, 0x202e, 0x2060, 0x2066, 0x2069, 0x206f, 0x3164, 0xd800, 0xdfff, 0xfe0f, 0xfeff, 0xffa0,
  0xfff9, 0xfffe, 0x1d173, 0xe0001, 0xe0061, 0xe01ef, 0x10ffff,
];

test.each(HIDDEN.map((code) => [`U+${code.toString(16)}`, String.fromCodePoint(code)] as const))(
  "%s is marked in a line, in a text and in JSON",
  (_, character) => {
    const text = `a${character}b`;
    for (const visible of [visibleLine(text), visibleText(text)]) {
      expect(visible).toMatch(/^a\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|u\{[0-9a-f]{5,6}\})b$/);
    }
    expect(visibleJson({ text })).toMatch(/^\{"text":"a\\[ -~]+b"\}$/);
    expect(JSON.parse(visibleJson({ text }))).toEqual({ text });
  },
);

test.each([
  ["echo backup ok \x1b]0;touch /tmp/y #\x07", "echo backup ok \\x1b]0;touch /tmp/y #\\x07"],
  ["\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"],
  ["true\nrm -rf x\ty\r", "true\\nrm -rf x\\ty\\r"],
  ["plain é 漢字 👍", "plain é 漢字 👍"],
])("%j is the line %s", (text, line) => expect(visibleLine(text)).toBe(line));

describe("a character that shows how others are written is kept", () => {
  test.each(["👩‍👩‍👧", "👍🏽", "❤️", "🏳️‍🌈", "1️⃣", "می‌خواهم", "क्‍ष"])("%s", (text) => {
    expect(visibleLine(`a ${text} b`)).toBe(`a ${text} b`);
  });

  test.each(["a\u200db", "a\ufe0f", "1\ufe0f", "👍\u200d", "می\u200c "])("but not %j", (text) => {
    expect(visibleLine(text)).not.toBe(text);
  });
});

describe("the output of a program", () => {
  test.each([
    ["a\tb\r\n10%\r20%\r\n", "a\tb\n10%\n20%\n"],
    ["\x1b[1;31mred\x1b[0m \x1b[2Kok \x9b2Jx", "red ok \\x9b2Jx"],
    ["\x1b]0;title\x07x", "\\x1b]0;title\\x07x"],
    ["\x1b]8;;http://a\x1b\\here", "\\x1b]8;;http://a\\x1b\\here"],
    ["bell\x07 null\0", "bell\\x07 null\\x00"],
  ])("%j is %j", (text, visible) => expect(visibleText(text)).toBe(visible));

  test("is the same in pieces as in one, when what is unfinished waits for the next", () => {
    const text = "x\x1b[31my\x1b]8;;http://a\x07z\r\nq\x1b[0m\rend\x1b";
    const whole = visibleText(text);
    for (let cut = 0; cut <= text.length; cut++) {
      const held = unfinishedEnd(text.slice(0, cut));
      const first = text.slice(0, cut - held.length);
      expect(visibleText(first) + visibleText(text.slice(first.length))).toBe(whole);
    }
  });
});

test("nothing that terminals obey comes through, and JSON stays what it was", () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there.
  const obeyed = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(visibleText(text)).not.toMatch(obeyed);
      expect(visibleLine(text)).not.toMatch(/[\n\t]/);
      expect(visibleLine(text)).not.toMatch(obeyed);
      for (const indent of [undefined, 2]) {
        const json = visibleJson({ [text]: [text] }, indent);
        expect(json).not.toMatch(obeyed);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify({ [text]: [text] })));
      }
    }),
  );
});
