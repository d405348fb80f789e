import { expect, test } from "bun:test";
import { TextLines } from "../src/output/text-lines.ts";

/** Feeds pieces of a stream one behind the other, as the server sends them. */
function written(...pieces: readonly (readonly ["stdout" | "stderr", string])[]): TextLines {
  const lines = new TextLines();
  const offsets = { stdout: 0, stderr: 0 };
  for (const [stream, text] of pieces) {
    const bytes = Buffer.byteLength(text);
    lines.append({ stream, text, bytes, offset: offsets[stream] });
    offsets[stream] += bytes;
  }
  return lines;
}
const texts = ({ lines }: TextLines) => lines.map(({ text }) => text);

test("a line that comes in pieces is one line, whatever the other stream writes meanwhile", () => {
  const lines = written(["stdout", "a\nb"], ["stderr", "oops\n"], ["stdout", "c\n\n"], ["stdout", "d"]);
  expect(lines.lines.map(({ stream, text }) => `${stream} ${text}`)).toEqual([
    "stdout a",
    "stdout bc",
    "stderr oops",
    "stdout ",
    "stdout d",
  ]);
});

test("what was seen already changes nothing, and what is missing is told of", () => {
  const lines = written(["stdout", "one\n"]);
  lines.append({ stream: "stdout", offset: 0, bytes: 4, text: "one\n" });
  lines.append({ stream: "stdout", offset: 1_004, bytes: 4, text: "two\n" });
  expect(texts(lines)).toEqual(["one", "[… 1,000 bytes of stdout not kept …]", "two"]);
});

test("what a terminal would redraw is not shown, what it would hide is, and nothing is left that could act", () => {
  const lines = written(
    ["stdout", "\x1b[31mred\x1b[0m \x1b]0;title\x07text\n"],
    ["stdout", " 10 %\r 50 %\r100 %\r\n"],
    ["stdout", "nul \x00 bell \x07\n"],
    ["stdout", "rm \u{202e}txt.a\u{202c}\n"],
  );
  expect(texts(lines)).toEqual([
    "red \\x1b]0;title\\x07text",
    "100 %",
    "nul \\x00 bell \\x07",
    "rm \\u202etxt.a\\u202c",
  ]);
});

test("a flood keeps its end, and a line without an end is cut", () => {
  const flood = written(...Array.from({ length: 120 }, (_, i) => ["stdout", `${i}\n`.repeat(100)] as const));
  expect(flood.lines.length).toBe(10_000);
  expect(flood.forgotten).toBe(2_000);
  expect(flood.lines.at(-1)).toEqual({ number: 12_000, stream: "stdout", text: "119" });

  const endless = written(...Array.from({ length: 20 }, () => ["stdout", "x".repeat(1_000)] as const));
  expect(Math.max(...texts(endless).map((text) => text.length))).toBeLessThan(10_000);
  expect(texts(endless).join("").length).toBe(20_000);
});
