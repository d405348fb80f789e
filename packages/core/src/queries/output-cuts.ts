import { OUTPUT_STREAMS, type OutputChunk, type OutputStream } from "../store/output.ts";

/** A chunk of an attempt's output, or the mark of a gap: a line of ours that says how much was not kept. */
export interface OutputPart extends OutputChunk {
  readonly mark: boolean;
}

/** Where the next chunk of a stream begins that carries the byte `from` or a later one; `null` while there is none. */
export type LookAhead = (stream: OutputStream, from: number) => Promise<number | null>;

/**
 * Cuts the chunks of one attempt at line ends wherever something between them was not kept, and puts a mark there: else the
 * end of one line and the middle of another would be read as a line that nobody wrote. A line longer than a chunk is cut
 * within; the mark still has a line to itself.
 */
export class OutputCuts {
  readonly #places: Record<OutputStream, Place>;

  /** `end`: where both streams are known to have been read up to; `null` for a reader that begins in their midst. */
  constructor(end: 0 | null) {
    this.#places = { stdout: { end, atLineStart: true }, stderr: { end, atLineStart: true } };
  }

  /** The next chunks, as they came from the store. */
  async *parts(chunks: readonly OutputChunk[], ahead: LookAhead): AsyncGenerator<OutputPart> {
    for (const [index, chunk] of chunks.entries()) {
      const { stream } = chunk;
      const end = chunk.offset + chunk.bytes.length;
      const follower = chunks.slice(index + 1).find((other) => other.stream === stream)?.offset;
      const endsMidLine = chunk.bytes.at(-1) !== NEWLINE;
      const next = follower ?? (endsMidLine ? await ahead(stream, end) : null);
      const cut = withoutCutLines(chunk, this.#isAfterGap(chunk), next !== null && next > end);
      yield* this.#mark(stream, cut.offset, cut);
      if (cut.bytes.length > 0) yield { ...cut, mark: false };
      this.#places[stream] = { end: cut.offset + cut.bytes.length, atLineStart: cut.bytes.at(-1) === NEWLINE };
    }
  }

  /** Marks for what is missing at the end of an attempt that has ended, and wrote `sizes` in all. */
  *ended(sizes: Readonly<Partial<Record<OutputStream, number>>>, at: number): Generator<OutputPart> {
    for (const stream of OUTPUT_STREAMS) {
      const size = sizes[stream];
      if (size !== undefined) yield* this.#mark(stream, size, { at, cursor: Number.POSITIVE_INFINITY });
    }
  }

  #isAfterGap({ stream, offset }: OutputChunk): boolean {
    const { end } = this.#places[stream];
    return end !== null && offset > end;
  }

  *#mark(stream: OutputStream, to: number, { at, cursor }: Pick<OutputChunk, "at" | "cursor">): Generator<OutputPart> {
    const { end, atLineStart } = this.#places[stream];
    if (end === null || to <= end) return;
    const line = `${atLineStart ? "" : "\n"}${gapText(stream, to - end)}\n`;
    yield { stream, offset: end, at, cursor, bytes: new TextEncoder().encode(line), mark: true };
    this.#places[stream] = { end: to, atLineStart: true };
  }
}

/** What stands in place of `bytes` bytes that were not kept. */
export function gapText(stream: OutputStream, bytes: number): string {
  return `[… ${bytes.toLocaleString("en")} ${bytes === 1 ? "byte" : "bytes"} of ${stream} not kept …]`;
}

interface Place {
  readonly end: number | null;
  readonly atLineStart: boolean;
}

const NEWLINE = 10;

/** The chunk without the rest of a line that began in a gap before it, and without the line whose end is in a gap behind it. */
function withoutCutLines(chunk: OutputChunk, afterGap: boolean, beforeGap: boolean): OutputChunk {
  const { bytes } = chunk;
  const first = afterGap ? bytes.indexOf(NEWLINE) + 1 : 0;
  const last = beforeGap ? bytes.lastIndexOf(NEWLINE) + 1 : bytes.length;
  // Where nothing would be left, the piece of a line is worth more than nothing.
  const start = first < bytes.length ? first : 0;
  const end = last > start ? last : bytes.length;
  return { ...chunk, offset: chunk.offset + start, bytes: bytes.subarray(start, end) };
}
