import { describeMachine } from "../machine.ts";
import { cells, HEAD } from "./cells.ts";
import type { Measured, Report } from "./report.ts";
import { missing } from "./table.ts";

/** The whole report for a page of the docs. */
export function renderMarkdown(report: Report): string {
  const sections = report.benchmarks.map(
    (measured) => `### ${measured.name}\n\n${measured.about}\n\n${figures(measured)}`,
  );
  return [provenance(report), ...sections].join("\n\n");
}

/** The figures of one benchmark. */
export function figures({ rows }: Measured): string {
  const lines = rows.map((row) => cells(row).map((cell) => cell.join("<br>")));
  return [[...HEAD], HEAD.map(() => "---"), ...lines].map((line) => `| ${line.join(" | ")} |`).join("\n");
}

/** Where and when the figures were taken, and who is missing from them. */
export function provenance(report: Report): string {
  const { machine, at, rounds, size } = report;
  const how = `${size === "full" ? "" : `${size} size, `}medians of ${rounds} rounds`;
  const absent = [...missing(report)].map(([name, lacks]) => `Not measured: ${name} (${lacks}).`);
  return [`${describeMachine(machine)}; ${at.slice(0, 10)}; ${how}.`, ...absent].join("\n");
}
