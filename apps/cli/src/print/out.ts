import { visibleJson, visibleLine } from "@queuectl/core";
import type { Io } from "../io/io.ts";
import { type Paint, painted, plain } from "./paint.ts";
import type { Column } from "./table.ts";

/** How a command speaks: its answer goes to stdout, what it has to say to people goes to stderr. */
export class Out {
  readonly paint: Paint;
  readonly #io: Io;
  readonly #paintStderr: Paint;

  constructor(
    io: Io,
    /** Whether the answer is to be JSON. */
    readonly json: boolean,
    color: boolean,
  ) {
    this.#io = io;
    this.paint = color && io.stdout.terminal ? painted : plain;
    this.#paintStderr = color && io.stderr.terminal ? painted : plain;
  }

  /** Whether somebody looks at the answer on a screen. */
  get terminal(): boolean {
    return this.#io.stdout.terminal;
  }

  /** How wide the answer may be. */
  get width(): number {
    return this.terminal ? this.#io.stdout.columns() : Number.POSITIVE_INFINITY;
  }

  /** Writes lines of the answer as they are. Whatever of them came from a job must have been made visible. */
  async line(...lines: readonly string[]): Promise<void> {
    if (lines.length > 0) await this.#io.stdout.write(`${lines.join("\n")}\n`);
  }

  /** Writes bytes or text of the answer as they are. */
  async raw(data: string | Uint8Array): Promise<void> {
    await this.#io.stdout.write(data);
  }

  /** Writes the one JSON document of the answer. */
  async document(value: unknown): Promise<void> {
    await this.line(visibleJson(value, 2));
  }

  /** Writes the one JSON document of the answer, an array, item by item. */
  async array(items: Iterable<unknown> | AsyncIterable<unknown>): Promise<void> {
    let separator = "[\n";
    for await (const item of items) {
      await this.raw(`${separator}${visibleJson(item, 2).replaceAll(/^/gm, "  ")}`);
      separator = ",\n";
    }
    await this.raw(separator === "[\n" ? "[]\n" : "\n]\n");
  }

  /** Writes one line of NDJSON, for answers that go on. */
  async event(value: unknown): Promise<void> {
    await this.line(visibleJson(value));
  }

  /** Writes a table that fits the terminal, or, elsewhere, one that is never cut. */
  async table<T>(columns: readonly Column<T>[], rows: readonly T[]): Promise<void> {
    const { renderTable } = await import("./table.ts");
    await this.line(...renderTable(columns, rows, this.width, this.paint));
  }

  /** Tells people something; on stderr. */
  async info(message: string): Promise<void> {
    await this.#tell("info", message);
  }

  async warn(message: string): Promise<void> {
    await this.#tell("warn", message);
  }

  /** One line that says what is wrong, one how to put it right, whatever was quoted in them. */
  async error(message: string, fix: string | null): Promise<void> {
    const paint = this.#paintStderr;
    const lines = [`${paint("red", "queuectl:")} ${visibleLine(message)}`];
    if (fix !== null) lines.push(paint("dim", `  ${visibleLine(fix)}`));
    await this.stderr(`${lines.join("\n")}\n`);
  }

  /** Writes to stderr as it is: progress, and the error stream of jobs. */
  async stderr(data: string | Uint8Array): Promise<void> {
    await this.#io.stderr.write(data);
  }

  get stderrTerminal(): boolean {
    return this.#io.stderr.terminal;
  }

  async #tell(type: "info" | "warn", message: string): Promise<void> {
    const { tell } = await import("./messages.ts");
    await tell(type, message, this.#io.stderr, this.#paintStderr);
  }
}
