import type { Result, Row, Unit, Verdict } from "../measuring/row.ts";
import type { Target } from "../measuring/target.ts";

export const HEAD = ["what", "queuectl", "limit", "peers", "target", "met"] as const;

/** A row of the table as text; a cell has a line for each peer and each target. */
export function cells({ what, unit, results, verdicts }: Row): readonly (readonly string[])[] {
  const of = (role: Result["role"]) => results.filter((result) => result.role === role);
  return [
    [what],
    of("ours").map(({ median }) => figure(median, unit)),
    of("limit").map((result) => rival(result, unit)),
    of("peer").map((result) => rival(result, unit)),
    verdicts.map(({ target }) => describeTarget(target, unit)),
    verdicts.map(met),
  ];
}

export function figure(value: number, unit: Unit): string {
  const digits = Math.abs(value) >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 };
  const text = new Intl.NumberFormat("en", digits).format(value);
  return unit === "" || unit === "/s" ? `${text}${unit}` : `${text} ${unit}`;
}

function rival({ name, median, ratio }: Result, unit: Unit): string {
  return `${name} ${figure(median, unit)}${ratio === null ? "" : ` (${times(ratio)})`}`;
}

function describeTarget({ bound, value, against }: Target, unit: Unit): string {
  const sign = bound === "at least" ? "≥" : "≤";
  return against === null ? `${sign} ${figure(value, unit)}` : `${sign} ${times(value)} ${against}`;
}

function met({ reached, met, target }: Verdict): string {
  if (reached === null || met === null) return "not measured";
  const word = met ? "yes" : "no";
  return target.against === null ? word : `${word}, ${times(reached)}`;
}

export function times(ratio: number): string {
  return `${figure(ratio, "")} ×`;
}
