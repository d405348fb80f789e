import { gapText, visibleText } from "@queuectl/core";
import type { EventsJson } from "../api/contract.ts";

type OutputEvent = EventsJson["output"];

/** A line of output, ready to be shown: plain text, whatever the job has written. */
export interface Line {
  readonly number: number;
  readonly stream: OutputEvent["stream"] | "gap";
  readonly text: string;
}

/** Beyond this the beginning is let go: a page is no place for a million lines. */
const MAX_LINES = 10_000;
/** A line that is longer goes on in the next. */
const MAX_LINE_LENGTH = 8_192;

interface OpenLine {
  readonly index: number;
  readonly raw: string;
}

/** The output of one attempt, as far as it came, as lines. */
export class TextLines {
  readonly lines: Line[] = [];
  /** How many lines were let go. */
  forgotten = 0;
  readonly #expected = { stdout: 0, stderr: 0 };
  readonly #open: { stdout: OpenLine | null; stderr: OpenLine | null } = { stdout: null, stderr: null };
  #total = 0;

  /** Takes in the next piece. Pieces that were seen already change nothing. */
  append({ stream, offset, bytes, text }: Omit<OutputEvent, "id" | "attempt">): void {
    const missing = offset - this.#expected[stream];
    if (missing < 0) return;
    if (missing > 0) {
      this.#open[stream] = null;
      this.#push("gap", gapText(stream, missing));
    }
    this.#expected[stream] = offset + bytes;

    const parts = text.split("\n");
    parts.forEach((part, i) => {
      const last = i === parts.length - 1;
      if (last && part === "") return;
      this.#write(stream, part, !last);
    });
    this.#forget();
  }

  #write(stream: OutputEvent["stream"], part: string, ended: boolean): void {
    const open = this.#open[stream];
    const raw = (open?.raw ?? "") + part;
    if (open === null) {
      this.#push(stream, readable(raw));
    } else {
      const line = this.lines[open.index - this.forgotten];
      if (line) this.lines[open.index - this.forgotten] = { ...line, text: readable(raw) };
    }
    const over = ended || raw.length >= MAX_LINE_LENGTH;
    this.#open[stream] = over ? null : { index: open?.index ?? this.#total - 1, raw };
  }

  #push(stream: Line["stream"], text: string): void {
    this.#total += 1;
    this.lines.push({ number: this.#total, stream, text });
  }

  #forget(): void {
    const surplus = this.lines.length - MAX_LINES;
    if (surplus <= 0) return;
    this.lines.splice(0, surplus);
    this.forgotten += surplus;
  }
}

/** What a terminal would have left standing of a line, without colours; see `visibleText`. */
function readable(raw: string): string {
  const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
  return visibleText(line.slice(line.lastIndexOf("\r") + 1));
}
