import { type Attempt, formatInstant, OUTPUT_STREAMS, type OutputChunk, type OutputStream } from "@queuectl/core";
import type { Io } from "../io.ts";
import { safeText } from "../safe-text.ts";

/** Writes each stream of an attempt to our own of that name: as it came into pipes and files, made safe for terminals. */
export class LogPrinter {
  readonly #streams: Record<OutputStream, StreamPrinter>;

  constructor(
    private readonly io: Io,
    timestamps: boolean,
  ) {
    this.#streams = {
      stdout: new StreamPrinter(io.stdout.terminal, timestamps),
      stderr: new StreamPrinter(io.stderr.terminal, timestamps),
    };
  }

  async print(chunk: OutputChunk): Promise<void> {
    const stream = this.#streams[chunk.stream];
    await this.#gap(chunk.stream, stream.gapBefore(chunk.offset));
    const data = stream.render(chunk);
    if (data.length > 0) await this.io[chunk.stream].write(data);
  }

  /** What was written before these pieces is left out on purpose: it is no gap. */
  startAt(pieces: readonly OutputChunk[]): void {
    for (const stream of OUTPUT_STREAMS) {
      const first = pieces.find((piece) => piece.stream === stream);
      this.#streams[stream].startAt(first?.offset ?? Number.POSITIVE_INFINITY);
    }
  }

  /** An attempt has ended: what it wrote and is not there any more was dropped at its end. */
  async end(attempt: Attempt, only: OutputStream | undefined): Promise<void> {
    const written = { stdout: attempt.stdoutBytes, stderr: attempt.stderrBytes };
    for (const stream of OUTPUT_STREAMS) {
      if (only !== undefined && only !== stream) continue;
      const rest = this.#streams[stream].end();
      if (rest !== "") await this.io[stream].write(rest);
      await this.#gap(stream, this.#streams[stream].gapBefore(written[stream]));
    }
  }

  async #gap(stream: OutputStream, bytes: number): Promise<void> {
    if (bytes > 0) await this.io.stderr.write(`… ${bytes} bytes of ${stream} dropped …\n`);
  }
}

class StreamPrinter {
  #offset = 0;
  #atLineStart = true;
  readonly #decoder = new TextDecoder();

  constructor(
    private readonly terminal: boolean,
    private readonly timestamps: boolean,
  ) {}

  startAt(offset: number): void {
    this.#offset = offset;
  }

  /** How many bytes are missing before `offset`. */
  gapBefore(offset: number): number {
    const gap = offset - this.#offset;
    if (gap > 0) this.#offset = offset;
    return gap;
  }

  render({ at, bytes, offset }: OutputChunk): Uint8Array | string {
    this.#offset = offset + bytes.length;
    const stamp = this.timestamps ? `${formatInstant(at)} ` : "";
    if (!this.terminal) return stamp === "" ? bytes : this.#stampBytes(bytes, Buffer.from(stamp));
    // A character may be cut in two by the end of a chunk; the decoder keeps its head for the next one.
    const text = safeText(this.#decoder.decode(bytes, { stream: true }));
    return stamp === "" ? text : Buffer.from(this.#stampBytes(Buffer.from(text), Buffer.from(stamp))).toString();
  }

  /** What the decoder still holds. */
  end(): string {
    return this.terminal ? safeText(this.#decoder.decode()) : "";
  }

  #stampBytes(bytes: Uint8Array, stamp: Uint8Array): Uint8Array {
    const parts: Uint8Array[] = [];
    for (let start = 0; start < bytes.length; ) {
      const newline = bytes.indexOf(10, start);
      const end = newline < 0 ? bytes.length : newline + 1;
      if (this.#atLineStart) parts.push(stamp);
      parts.push(bytes.subarray(start, end));
      this.#atLineStart = newline >= 0;
      start = end;
    }
    return Buffer.concat(parts);
  }
}
