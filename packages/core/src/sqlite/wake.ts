/** How soon others should hear of a write. `soon` is for what happens hundreds of times a second: once per some milliseconds. */
export type Urgency = "now" | "soon" | "never";

const SOON_MS = 20;

/**
 * The wake file: whoever watches its directory learns that something was committed. A touch is only ever a hint; the poll
 * of `data_version` is the truth, so that a touch which fails costs time and nothing else.
 */
export class Wake {
  #touchedAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #lastWrite: Promise<void> = Promise.resolve();

  constructor(readonly path: string) {}

  async touch(urgency: Urgency): Promise<void> {
    if (urgency === "never") return;
    if (urgency === "now") return this.#write();
    // Never at once: who writes so often has claims to hand out first.
    const wait = Math.max(0, this.#touchedAt + SOON_MS - performance.now());
    this.#timer ??= setTimeout(() => void this.#write(), wait);
    this.#timer.unref();
  }

  /** Does at once what was put off. */
  async close(): Promise<void> {
    if (this.#timer !== null) this.#write();
    await this.#lastWrite;
  }

  #write(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#touchedAt = performance.now();
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
