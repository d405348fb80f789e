/** How soon others should hear of a write. `soon` is for what happens hundreds of times a second: once per some milliseconds. */
export type Urgency = "now" | "soon" | "never";

const SOON_MS = 20;

/**
 * The wake file: whoever watches its directory learns that something was committed. A touch is only ever a hint; the poll
 * of `data_version` is the truth, so that a touch which fails costs time and nothing else.
 */
export class Wake {
  /** By the clock of files: when the last commit was that somebody is still to hear of. */
  #owedAt = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #lastWrite: Promise<void> = Promise.resolve();

  constructor(readonly path: string) {}

  async touch(urgency: Urgency): Promise<void> {
    if (urgency === "never") return;
    if (urgency === "now") return this.#write();
    this.#owedAt = Date.now();
    // Never at once: who writes so often has claims to hand out first.
    if (this.#timer === null) this.#putOff();
  }

  /** Does at once what was put off. */
  async close(): Promise<void> {
    if (this.#timer !== null) this.#write();
    await this.#lastWrite;
  }

  #putOff(): void {
    const now = Date.now();
    this.#timer = setTimeout(() => this.#catchUp(), Math.max(0, this.#touchedAt(now) + SOON_MS - now));
    this.#timer.unref();
  }

  /** Once for all who write so often: of sixteen runners, each touch of each would wake all the others. */
  #catchUp(): void {
    this.#timer = null;
    const now = Date.now();
    const touchedAt = this.#touchedAt(now);
    // Somebody else's touch tells of all that was committed before it.
    if (touchedAt > this.#owedAt) return;
    if (touchedAt + SOON_MS > now) this.#putOff();
    else void this.#write();
  }

  /** When anybody touched it last, in epoch milliseconds; 0 if never, or if the clock was set back since. */
  #touchedAt(now: number): number {
    const at = Bun.file(this.path).lastModified;
    return at <= now ? at : 0;
  }

  #write(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#lastWrite = this.#hint();
    return this.#lastWrite;
  }

  async #hint(): Promise<void> {
    try {
      await Bun.write(this.path, "\n", { createPath: false, mode: 0o600 });
    } catch {
      // A hint that could not be given.
    }
  }
}
