import type { OutputPart } from "@queuectl/core";

/** Reads `parts` to their end: the last lines of both streams together, in the order in which they were begun, in pieces. */
export async function lastLines(parts: AsyncIterable<OutputPart>, lines: number): Promise<OutputPart[]> {
  const kept: Line[] = [];
  const open: Partial<Record<OutputPart["stream"], Line>> = {};
  for await (const chunk of parts) {
    for (let start = 0; start < chunk.bytes.length; ) {
      const newline = chunk.bytes.indexOf(10, start);
      const end = newline < 0 ? chunk.bytes.length : newline + 1;
      const piece = { ...chunk, offset: chunk.offset + start, bytes: chunk.bytes.subarray(start, end) };
      const line = open[chunk.stream];
      if (line !== undefined) line.pieces.push(piece);
      else {
        kept.push({ pieces: [piece] });
        if (kept.length > lines) kept.shift();
      }
      const last = line ?? kept.at(-1);
      if (newline < 0 && last !== undefined) open[chunk.stream] = last;
      else delete open[chunk.stream];
      start = end;
    }
  }
  return kept.flatMap(({ pieces }) => pieces);
}

/** What one stream wrote up to a line break, in the pieces in which it came. */
interface Line {
  readonly pieces: OutputPart[];
}
