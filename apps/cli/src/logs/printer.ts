import { formatInstant, type OutputPart, type OutputStream, unfinishedEnd, visibleText } from "@queuectl/core";
import type { Io } from "../io/io.ts";

/** Writes each stream of an attempt to our own of that name: as it came into pipes and files, made visible on terminals. */
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

  async print(part: OutputPart): Promise<void> {
    const data = this.#streams[part.stream].render(part);
    if (data.length > 0) await this.io[part.stream].write(data);
  }

  /** Nothing more will come: writes what was waiting for its other half. */
  async end(): Promise<void> {
    for (const stream of ["stdout", "stderr"] as const) {
      const rest = this.#streams[stream].end();
      if (rest !== "") await this.io[stream].write(rest);
    }
  }
}

class StreamPrinter {
  #atLineStart = true;
  #held = "";
  readonly #decoder = new TextDecoder();

  constructor(
    private readonly terminal: boolean,
    private readonly timestamps: boolean,
  ) {}

  render({ at, bytes }: OutputPart): Uint8Array | string {
    const stamp = this.timestamps ? `${formatInstant(at)} ` : "";
    if (!this.terminal) return stamp === "" ? bytes : this.#stampBytes(bytes, Buffer.from(stamp));
    // A character, or an escape sequence, may be cut in two by the end of a chunk: its head waits for the next one.
    const text = this.#held + this.#decoder.decode(bytes, { stream: true });
    this.#held = unfinishedEnd(text);
    const shown = visibleText(text.slice(0, text.length - this.#held.length));
    return stamp === "" ? shown : Buffer.from(this.#stampBytes(Buffer.from(shown), Buffer.from(stamp))).toString();
  }

  /** What is still held. */
  end(): string {
    return this.terminal ? visibleText(this.#held + this.#decoder.decode()) : "";
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
