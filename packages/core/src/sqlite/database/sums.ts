import type { Statements } from "./statements.ts";

/** What many writes add to. */
export interface Sum {
  /** Writes what was added since the last time. */
  apply(statements: Statements): void;
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
  apply(statements: Statements): void {
    for (const sum of this.#kept.values()) sum.apply(statements);
  }
}
