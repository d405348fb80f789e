import type { OutputChunk } from "@queuectl/core";

/** The end of an attempt's output. */
export interface Tail {
  /** The last lines of both streams together, in the order in which they were begun, in the pieces in which they came. */
  readonly pieces: readonly OutputChunk[];
  /** Of the last chunk that was read; what comes behind it is not part of this. */
  readonly cursor: number | undefined;
}

/** Reads `chunks` to their end and keeps the last `lines` lines. */
export async function lastLines(chunks: AsyncIterable<OutputChunk>, lines: number): Promise<Tail> {
  let cursor: number | undefined;
  const kept: Line[] = [];
  const open: Partial<Record<OutputChunk["stream"], Line>> = {};
  for await (const chunk of chunks) {
    cursor = chunk.cursor;
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
  return { cursor, pieces: kept.flatMap(({ pieces }) => pieces) };
}

/** What one stream wrote up to a line break, in the pieces in which it came. */
interface Line {
  readonly pieces: OutputChunk[];
}
