import { INVARIANTS, type Invariant } from "../scene/invariants.ts";
import type { Tally } from "./tally.ts";

/** The one table at the end: what was done how often, and how often each invariant was violated. */
export function renderTally(tally: Tally): string {
  const invariants = Object.keys(INVARIANTS) as Invariant[];
  const head = ["campaign", "fault", "reps", ...invariants.map((name) => INVARIANTS[name])];
  // Campaigns that run beside each other count in turns.
  const campaigns = [...new Set(tally.faults.map(({ campaign }) => campaign))];
  const faults = campaigns.flatMap((name) => tally.faults.filter(({ campaign }) => campaign === name));
  const rows = faults.map(({ campaign, fault, repetitions, violations }) => [
    campaign,
    fault,
    String(repetitions),
    ...invariants.map((name) => String(violations.get(name) ?? 0)),
  ]);
  const lines = [aligned([head, ...rows])];
  for (const { campaign, fault, why } of tally.skipped) {
    lines.push(`skipped: ${campaign}${fault === null ? "" : `: ${fault}`}: ${why}`);
  }
  for (const figure of tally.figures) lines.push(figure);
  for (const detail of tally.details) lines.push(`VIOLATION ${detail}`);
  const repetitions = tally.faults.reduce((sum, fault) => sum + fault.repetitions, 0);
  lines.push(`${repetitions} repetitions, ${tally.violated} violations, ${tally.skipped.length} skipped`);
  return lines.join("\n");
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? "").length)));
  // Words to the left, numbers to the right.
  const cell = (text: string, at: number) => (at < 2 ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0));
  return rows.map((row) => row.map(cell).join("  ").trimEnd()).join("\n");
}
