import { expect, test } from "bun:test";
import fc from "fast-check";
import type { OutputChunk } from "../store/output.ts";
import { OutputCuts, type OutputPart } from "./output-cuts.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const chunk = (offset: number, text: string): OutputChunk => ({
  stream: "stdout",
  offset,
  at: 0,
  cursor: offset + 1,
  bytes: bytesOf(text),
});

/** What a reader sees who reads `chunks` in pages of `limit`, of a stream that wrote `size` bytes. */
async function read(chunks: readonly OutputChunk[], size: number, limit = 3): Promise<OutputPart[]> {
  const cuts = new OutputCuts(0);
  const ahead = async (_: string, end: number) => chunks.find(({ offset }) => offset >= end)?.offset ?? null;
  const parts: OutputPart[] = [];
  for (let at = 0; at < chunks.length; at += limit) {
    parts.push(...(await Array.fromAsync(cuts.parts(chunks.slice(at, at + limit), ahead))));
  }
  return [...parts, ...cuts.ended({ stdout: size }, 0)];
}

const textOf = (parts: readonly OutputPart[]) => Buffer.concat(parts.map(({ bytes }) => bytes)).toString();

test("a gap is cut at line ends, and a line says what is missing", async () => {
  const parts = await read([chunk(0, "one\ntw"), chunk(1_000, "ut\nlast\n")], 1_008);
  expect(textOf(parts)).toBe("one\n[… 999 bytes of stdout not kept …]\nlast\n");
});

test("of a line longer than a chunk the pieces are kept, and the mark has a line to itself", async () => {
  const parts = await read([chunk(0, "head"), chunk(1_000, "tail")], 1_004);
  expect(textOf(parts)).toBe("head\n[… 996 bytes of stdout not kept …]\ntail");
});

test("what is missing at the end is told, too, and a single byte is one", async () => {
  expect(textOf(await read([chunk(0, "one\n")], 5))).toBe("one\n[… 1 byte of stdout not kept …]\n");
  expect(textOf(await read([], 7))).toBe("[… 7 bytes of stdout not kept …]\n");
  expect(textOf(await read([], 0))).toBe("");
});

test("a reader that begins in the midst knows of no gap before", async () => {
  const parts = await Array.fromAsync(new OutputCuts(null).parts([chunk(500, "x\ny\n")], async () => null));
  expect(textOf(parts)).toBe("x\ny\n");
});

test("every line that is shown was written, and what is shown and what is missing are all there was", async () => {
  const LINE = fc.stringMatching(/^[a-z]{0,15}$/);
  const LONGER = 17;
  await fc.assert(
    fc.asyncProperty(
      fc.array(LINE, { minLength: 1, maxLength: 60 }),
      fc.array(fc.nat(9), { minLength: 40, maxLength: 40 }),
      fc.tuple(fc.nat(40), fc.nat(40), fc.integer({ min: 1, max: 5 })),
      async (lines, sizes, [from, to, limit]) => {
        const text = lines.map((line) => `${line}\n`).join("");
        const all: OutputChunk[] = [];
        // Longer than any line, the last one too: each has a line end within.
        for (let at = 0, i = 0; at < text.length; i++) {
          const end = at + LONGER + (sizes[i % sizes.length] as number);
          const to = text.length - end < LONGER ? text.length : end;
          all.push(chunk(at, text.slice(at, to)));
          at = to;
        }
        const kept = all.filter((_, i) => i < from || i >= to);
        const parts = await read(kept, text.length, limit);
        const shown = parts.filter(({ mark }) => !mark);
        const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
        const told = textOf(parts.filter(({ mark }) => mark)).match(/[\d,]+(?= bytes?)/g) ?? [];
        expect(sum(shown.map(({ bytes }) => bytes.length)) + sum(told.map((n) => Number(n.replaceAll(",", ""))))).toBe(
          text.length,
        );
        const written = new Set(lines);
        for (const line of textOf(shown).split("\n").slice(0, -1)) expect(written).toContain(line);
      },
    ),
  );
});

test("what came after a gap and is the end of one line is shown all the same", async () => {
  const parts = await read([chunk(0, "one\n"), chunk(1_000, "ut\n")], 1_003);
  expect(textOf(parts)).toBe("one\n[… 996 bytes of stdout not kept …]\nut\n");
});
