/** Work that may be claimed in advance for each worker, so that none idles through a commit. */
const AHEAD_MS = 20;
/** More than this many do not help, and every one of them is a job that another runner cannot have. */
const MOST_AHEAD = 8;
/** How much the latest job weighs in the estimate. */
const WEIGHT = 0.1;

/** Estimates from the recent durations of jobs how many to claim in advance. Knows nothing at first, and then claims none. */
export class Pace {
  #durationMs = Number.POSITIVE_INFINITY;

  /** A job has taken so long. */
  took(durationMs: number): void {
    this.#durationMs = Number.isFinite(this.#durationMs)
      ? this.#durationMs + WEIGHT * (durationMs - this.#durationMs)
      : durationMs;
  }

  /** What was claimed in advance has waited too long: forget what made it seem wise. */
  misjudged(): void {
    this.#durationMs = Number.POSITIVE_INFINITY;
  }

  /** How many jobs to hold for each worker. */
  get ahead(): number {
    return Math.min(MOST_AHEAD, Math.floor(AHEAD_MS / Math.max(1, this.#durationMs)));
  }
}
