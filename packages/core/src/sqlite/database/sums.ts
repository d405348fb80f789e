import type { Tx } from "./transaction.ts";

/** What many writes add to. */
export interface Sum {
  /** Writes what was added since the last time. */
  apply(tx: Tx): void;
}

/** The sums of one transaction, each written once, at its end, however many writes share it. */
export class Sums {
  readonly #kept = new Map<new () => Sum, Sum>();

  /** The transaction's only one of its kind. */
  of<Kind extends Sum>(kind: new () => Kind): Kind {
    const kept = this.#kept.get(kind) ?? new kind();
    this.#kept.set(kind, kept);
    return kept as Kind;
  }

  /** Writes what was added so far. */
  apply(tx: Tx): void {
    for (const sum of this.#kept.values()) sum.apply(tx);
  }
}
