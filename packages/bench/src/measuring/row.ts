import type { Candidate } from "./candidate.ts";
import type { Target } from "./target.ts";

/** What a figure means. Sizes are in MB of 1,000,000 bytes, shares in per cent of one core. */
export type Unit = "/s" | "ms" | "MB" | "MB/s" | "bytes" | "%" | "";

/** A line of the table, with everything that the docs and the charts are made from. */
export interface Row {
  readonly what: string;
  readonly unit: Unit;
  readonly better: "more" | "less";
  /** Those that took part, ours first. */
  readonly results: readonly Result[];
  readonly verdicts: readonly Verdict[];
  readonly missing: readonly Missing[];
}

export interface Result {
  readonly name: string;
  readonly role: Candidate["role"];
  readonly median: number;
  /** One figure a round, in order. */
  readonly rounds: readonly number[];
  /** Ours divided by this one: the median of the rounds' ratios; `null` for ours, and where that says nothing. */
  readonly ratio: number | null;
}

export interface Verdict {
  readonly target: Target;
  /** The figure or ratio that is held against the target; `null` when there was nothing to compare with. */
  readonly reached: number | null;
  /** `null` when it was not measured. */
  readonly met: boolean | null;
}

export interface Missing {
  readonly name: string;
  readonly lacks: string;
}
