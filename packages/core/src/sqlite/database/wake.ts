import { closeSync, constants, openSync, writeSync } from "node:fs";

/** How soon others should hear of a write. `soon` is for what happens hundreds of times a second: once per some milliseconds. */
export type Urgency = "now" | "soon" | "never";

const { O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_TRUNC, O_WRONLY } = constants;

const SOON_MS = 20;

/**
 * The wake file: whoever watches its directory learns that something was committed. A touch is only ever a hint; the poll
 * of `data_version` is the truth, so that a touch which fails costs time and nothing else.
 */
export class Wake {
  /** By the clock of files: when the last commit was that somebody is still to hear of. */
  #owedAt = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(readonly path: string) {}

  touch(urgency: Urgency): void {
    if (urgency === "never") return;
    if (urgency === "now") {
      this.tell();
      return;
    }
    this.#owedAt = Date.now();
    // Never at once: who writes so often has claims to hand out first.
    if (this.#timer === null) this.#putOff();
  }

  /** Does at once what was put off. */
  close(): void {
    if (this.#timer !== null) this.tell();
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
    else this.tell();
  }

  /** When anybody touched it last, in epoch milliseconds; 0 if never, or if the clock was set back since. */
  #touchedAt(now: number): number {
    const at = Bun.file(this.path).lastModified;
    return at <= now ? at : 0;
  }

  /** Tells all who watch, now. */
  tell(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    try {
      // Never through a link: it could lead to any file of ours.
      const file = openSync(this.path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK, 0o600);
      try {
        writeSync(file, "\n");
      } finally {
        closeSync(file);
      }
    } catch {
      // A hint that could not be given.
    }
  }
}
