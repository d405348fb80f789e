import { randomBytes } from "node:crypto";

/** A code is for a hand that copies it from a terminal. */
const CODE_LIFETIME_MS = 10 * 60_000;
/** A working day; then the browser signs in again. */
export const SESSION_LIFETIME_MS = 12 * 3_600_000;
/** Nobody signs in more often; beyond, the oldest is forgotten. */
const MOST = 100;

/** The browsers that have signed in, and the codes by which others may: in memory, so that they end with the server. */
export class Sessions {
  readonly #codes: Secrets;
  readonly #sessions: Secrets;

  constructor(now: () => number = Date.now) {
    this.#codes = new Secrets(CODE_LIFETIME_MS, now);
    this.#sessions = new Secrets(SESSION_LIFETIME_MS, now);
  }

  /** A code that signs in one browser, once. */
  invite(): { readonly code: string; readonly expiresAt: number } {
    const { secret, expiresAt } = this.#codes.draw();
    return { code: secret, expiresAt };
  }

  /** Begins a session and returns its secret; `null` for a code that is none, was used, or is too old. */
  redeem(code: string): string | null {
    return this.#codes.take(code) ? this.#sessions.draw().secret : null;
  }

  has(session: string): boolean {
    return this.#sessions.has(session);
  }

  end(session: string): void {
    this.#sessions.take(session);
  }
}

/** 256 random bits each, known by their digests: how long it takes to look one up tells nothing of the others. */
class Secrets {
  readonly #expiries = new Map<string, number>();

  constructor(
    private readonly lifetimeMs: number,
    private readonly now: () => number,
  ) {}

  draw(): { readonly secret: string; readonly expiresAt: number } {
    const secret = randomBytes(32).toString("hex");
    const expiresAt = this.now() + this.lifetimeMs;
    this.#forget();
    this.#expiries.set(digest(secret), expiresAt);
    return { secret, expiresAt };
  }

  has(secret: string): boolean {
    return (this.#expiries.get(digest(secret)) ?? 0) > this.now();
  }

  take(secret: string): boolean {
    const there = this.has(secret);
    this.#expiries.delete(digest(secret));
    return there;
  }

  #forget(): void {
    for (const [key, expiresAt] of this.#expiries) {
      if (expiresAt <= this.now() || this.#expiries.size >= MOST) this.#expiries.delete(key);
    }
  }
}

function digest(secret: string): string {
  return new Bun.CryptoHasher("sha256").update(secret).digest("hex");
}
