import type { Candidate } from "./candidate.ts";
import { median } from "./quantile.ts";
import type { Missing, Result, Row, Unit, Verdict } from "./row.ts";
import type { Target } from "./target.ts";

/** What one figure says, and what is to be reached. */
export interface FigureOf {
  readonly what: string;
  readonly unit: Unit;
  readonly better: "more" | "less";
  readonly targets?: readonly Target[];
}

/** What a candidate came to, one record a round. */
export interface Rounds<Figure extends string> {
  readonly candidate: Candidate<Figure>;
  readonly rounds: readonly Partial<Record<Figure, number>>[];
}

/** The row of one figure: medians, ratios of figures taken in the same round, and whether the targets were met. */
export function judged<Figure extends string>(
  figure: Figure,
  { what, unit, better, targets = [] }: FigureOf,
  measured: readonly Rounds<Figure>[],
  missing: readonly Missing[],
): Row {
  const of = ({ rounds }: Rounds<Figure>) => rounds.flatMap((round) => round[figure] ?? []);
  const ours = measured.filter(({ candidate }) => candidate.role === "ours").flatMap(of);
  const results = measured
    .map((one): Result => {
      const { name, role } = one.candidate;
      const rounds = of(one);
      return {
        name,
        role,
        rounds,
        median: median(rounds),
        ratio: role === "ours" ? null : ratio(ours, rounds),
      };
    })
    .filter(({ rounds }) => rounds.length > 0);
  return { what, unit, better, results, missing, verdicts: targets.map((target) => verdict(target, results, better)) };
}

/** `null` where there is nothing to divide, or nothing to divide by. */
function ratio(ours: readonly number[], others: readonly number[]): number | null {
  const ratios = ours.flatMap((figure, round) => figure / (others[round] ?? Number.NaN)).filter(Number.isFinite);
  return ratios.length === 0 ? null : median(ratios);
}

function verdict(target: Target, results: readonly Result[], better: Row["better"]): Verdict {
  const reached =
    target.against === null
      ? results.find(({ role }) => role === "ours")?.median
      : rival(target.against, results, better)?.ratio;
  if (reached === undefined || reached === null) return { target, reached: null, met: null };
  return { target, reached, met: target.bound === "at least" ? reached >= target.value : reached <= target.value };
}

/** Whom a target names. */
function rival(name: string, results: readonly Result[], better: Row["better"]): Result | undefined {
  if (name === "limit") return results.find(({ role }) => role === "limit");
  if (name !== "best peer") return results.find((result) => result.name === name);
  const peers = results.filter(({ role }) => role === "peer").sort((a, b) => a.median - b.median);
  return better === "more" ? peers.at(-1) : peers[0];
}
