import type { Out } from "./out.ts";

const REDRAW_MS = 100;
const BAR = 24;

/** A line on a terminal's stderr that is drawn over and over; nothing at all elsewhere. */
export class Progress implements AsyncDisposable {
  #drawnAt = 0;

  constructor(
    private readonly out: Out,
    private readonly now: () => number,
  ) {}

  /** `part` runs from 0 to 1; `null` where the end is not known. */
  async show(what: string, count: number, part: number | null): Promise<void> {
    if (!this.out.stderrTerminal || this.now() - this.#drawnAt < REDRAW_MS) return;
    this.#drawnAt = this.now();
    const filled = Math.min(BAR, Math.floor((part ?? 0) * BAR));
    const bar = part === null ? "" : `${"█".repeat(filled)}${"░".repeat(BAR - filled)} `;
    // What it counts matters more than the count: nobody looking is no failure.
    await this.out.stderr(`\r\x1b[2K${bar}${what} ${count.toLocaleString("en")} jobs`).catch(() => {});
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#drawnAt > 0) await this.out.stderr("\r\x1b[2K");
  }
}
