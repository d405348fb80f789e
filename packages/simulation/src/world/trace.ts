/** The log of a run as a number: two runs that agree in it did the same, step by step. */
export class Trace {
  #hash = 0;
  lines = 0;

  constructor(private readonly print: ((line: string) => void) | null = null) {}

  note(line: string): void {
    this.lines++;
    this.#hash = Bun.hash.xxHash32(line, this.#hash);
    this.print?.(line);
  }

  get hash(): string {
    return this.#hash.toString(16).padStart(8, "0");
  }
}
