/** Seeded randomness: the same seed makes the same choices. */
export class Random {
  #state: number;

  constructor(readonly seed: string) {
    this.#state = Number(Bun.hash.xxHash32(seed));
  }

  /** Choices of its own for a part, so that a part that is left out does not change the others. */
  fork(name: string): Random {
    return new Random(`${this.seed}/${name}`);
  }

  /** From 0 up to 1, without 1. (mulberry32) */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number between two, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new RangeError("nothing to pick from");
    return from[this.between(0, from.length - 1)] as T;
  }

  /** So many of the numbers 1 to `last`, in order; all of them if there are no more. */
  sample(last: number, count: number): number[] {
    const left = Array.from({ length: last }, (_, at) => at + 1);
    while (left.length > count) left.splice(this.between(0, left.length - 1), 1);
    return left;
  }
}
