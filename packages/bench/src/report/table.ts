import { describeMachine } from "../running/machine.ts";
import { cells, HEAD } from "./cells.ts";
import { missing, type Report } from "./report.ts";

/** The one table, and below it what is missing from it. */
export function renderTable({ machine, benchmarks, rounds, size }: Report): string {
  const lines: (readonly string[])[] = [["benchmark", ...HEAD]];
  for (const { name, rows } of benchmarks) {
    for (const [at, row] of rows.entries()) lines.push(...stacked([[at === 0 ? name : ""], ...cells(row)]));
  }
  const below = [`${describeMachine(machine)}; medians of ${rounds} rounds${size === "full" ? "" : `, ${size} size`}`];
  for (const [name, lacks] of missing(benchmarks)) below.push(`not measured: ${name}: ${lacks}`);
  for (const { name, failed } of benchmarks) if (failed !== null) below.push(`${name}: ${failed}`);
  return `${aligned(lines)}\n\n${below.join("\n")}`;
}

/** Cells of several lines as several rows. */
function stacked(row: readonly (readonly string[])[]): string[][] {
  const height = Math.max(...row.map((cell) => cell.length));
  return Array.from({ length: height }, (_, line) => row.map((cell) => cell[line] ?? ""));
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => Bun.stringWidth(row[at] ?? ""))));
  const padded = (cell: string, at: number) => cell + " ".repeat((widths[at] ?? 0) - Bun.stringWidth(cell));
  return rows.map((row) => row.map(padded).join("  ").trimEnd()).join("\n");
}
