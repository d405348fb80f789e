import { InvalidInput, QueuectlError } from "../domain/errors.ts";
import { isWhole } from "../domain/json/json-loss.ts";
import { parseText } from "../domain/json/json-text.ts";

/** A JSON value and the line on which it begins. */
export interface JsonValue {
  readonly line: number;
  readonly value: unknown;
}

/** A job's command may have 1 MiB; in JSON every character of it may be escaped. */
const MAX_VALUE_CHARS = 8 * 1_048_576;
const SHOWN_CHARS = 40;
const AROUND = /["{}[\]\n]/g;
const INSIDE = /["\\\n]/g;

/**
 * Reads the JSON objects on the top level of a stream, or of the one array that it is: NDJSON, an array and a single object
 * over many lines are all read alike, with bounded memory. Says on which line something else stands.
 * Yields what each chunk completes, which is to be read before the next one.
 */
export async function* jsonValues(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Iterable<JsonValue>> {
  const cutter = new Cutter();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for await (const chunk of chunks) yield cutter.push(decode(decoder, chunk, cutter));
  yield cutter.push(decode(decoder, undefined, cutter));
  cutter.end();
}

function decode(decoder: TextDecoder, chunk: Uint8Array | undefined, cutter: Cutter): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    throw invalid(cutter.line, "it is not UTF-8 text");
  }
}

class Cutter {
  line = 1;
  #buffer = "";
  /** Up to here the buffer has been looked at. */
  #at = 0;
  #depth = 0;
  #inString = false;
  #startedOn = 1;
  #shape: "unknown" | "lines" | "array" | "array-ended" = "unknown";
  #values = 0;

  *push(text: string): Generator<JsonValue> {
    this.#buffer += text;
    for (;;) {
      if (this.#depth === 0 && this.#at === 0) yield* this.#wholeLines();
      const pattern = this.#inString ? INSIDE : AROUND;
      pattern.lastIndex = this.#at;
      const match = pattern.exec(this.#buffer);
      if (match === null) break;
      if (match[0] === "\\") {
        // The escaped character may come with the next chunk.
        if (match.index + 1 >= this.#buffer.length) {
          this.#at = match.index;
          break;
        }
        this.#at = match.index + 2;
        continue;
      }
      this.#at = match.index + 1;
      const value = this.#step(match[0]);
      if (value !== null) yield value;
    }
    if (!this.#buffer.endsWith("\\") || !this.#inString) this.#at = this.#buffer.length;
    if (this.#depth === 0) this.#checkGap(this.#buffer, false);
    if (this.#buffer.length > MAX_VALUE_CHARS) throw invalid(this.#startedOn, "a job is longer than 8 MiB");
  }

  end(): void {
    if (this.#depth > 0) throw invalid(this.#startedOn, "the JSON that begins here does not end");
    if (this.#shape === "array") throw invalid(this.line, "the array does not end");
    this.#checkGap(this.#buffer, true);
  }

  /** NDJSON, in a quarter of the time: its lines need not be looked at mark by mark, unless something is wrong with them. */
  *#wholeLines(): Generator<JsonValue> {
    if (this.#shape === "array" || this.#shape === "array-ended") return;
    let begin = 0;
    for (;;) {
      const end = this.#buffer.indexOf("\n", begin);
      const value = end < 0 ? undefined : objectOn(this.#buffer.slice(begin, end));
      if (value === undefined) break;
      begin = end + 1;
      this.#shape = "lines";
      yield { line: this.line++, value };
    }
    this.#drop(begin);
  }

  #step(mark: string): JsonValue | null {
    if (mark === "\n") {
      if (this.#inString) throw invalid(this.line, "it is not valid JSON: a string does not end on its line");
      if (this.#depth === 0 && this.#shape === "lines") this.#endLine();
      this.line++;
    } else if (mark === '"') {
      if (this.#depth === 0) throw invalid(this.line, "there is a string where a job belongs");
      this.#inString = !this.#inString;
    } else if (mark === "{" || mark === "[") {
      if (this.#depth === 0 && this.#opens(mark)) return null;
      this.#depth++;
    } else if (this.#depth === 0) this.#closes(mark);
    else if (--this.#depth === 0) return this.#take();
    return null;
  }

  /** At the top level: a value begins, or (`true`) the array around them all. */
  #opens(mark: string): boolean {
    if (this.#shape === "array-ended") throw invalid(this.line, "something stands behind the end of the array");
    this.#checkGap(this.#buffer.slice(0, this.#at - 1), true);
    if (this.#shape === "unknown") {
      this.#shape = mark === "[" ? "array" : "lines";
      if (mark === "[") {
        this.#drop(this.#at);
        return true;
      }
    }
    this.#drop(this.#at - 1);
    this.#startedOn = this.line;
    return false;
  }

  #closes(mark: string): void {
    const gap = this.#buffer.slice(0, this.#at - 1);
    if (gap.trim().length > 1) this.#checkGap(gap, true);
    if (mark !== "]" || this.#shape !== "array" || gap.trim() !== "") throw invalid(this.line, `unexpected ${mark}`);
    this.#shape = "array-ended";
    this.#drop(this.#at);
  }

  #take(): JsonValue {
    const text = this.#buffer.slice(0, this.#at);
    this.#drop(this.#at);
    this.#values++;
    return { line: this.#startedOn, value: this.#parse(text) };
  }

  #parse(text: string): unknown {
    try {
      return parseText(text);
    } catch (error) {
      if (!(error instanceof QueuectlError)) throw error;
      throw new QueuectlError(`line ${this.#startedOn}: ${error.message}`, error.code, error.fix);
    }
  }

  /** Nothing that stands before a line's end concerns what follows it. */
  #endLine(): void {
    this.#checkGap(this.#buffer.slice(0, this.#at - 1), true);
    this.#drop(this.#at);
  }

  #drop(length: number): void {
    this.#buffer = this.#buffer.slice(length);
    this.#at -= length;
  }

  /** Between values stands nothing but white space, and in an array one comma. */
  #checkGap(gap: string, whole: boolean): void {
    const found = gap.trim();
    const comma = this.#shape === "array" && this.#values > 0;
    if (found === "" ? !(whole && comma) : comma && found === ",") return;
    if (found === "") throw invalid(this.line, "a comma is missing");
    const wrong = comma ? gap.replace(/^\s*,\s*/, "") : gap.trimStart();
    const [first = "", ...more] = wrong.split("\n");
    // The rest of its line may come with the next chunk.
    if (!whole && more.length === 0 && first.length < SHOWN_CHARS) return;
    const shown = JSON.stringify(first.trimEnd().slice(0, SHOWN_CHARS));
    throw invalid(this.line - more.length, `${shown} stands where a job belongs`);
  }
}

/** The object that is all of a line; `undefined` if that is anything else, or if something of it may be lost. */
function objectOn(line: string): unknown {
  if (!line.startsWith("{")) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return isWhole(line, value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function invalid(line: number, problem: string): InvalidInput {
  return new InvalidInput(
    `line ${line}: ${problem}`,
    `one JSON object a line, or an array of them: {"command":"echo hi"}`,
  );
}
