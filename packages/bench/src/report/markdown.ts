import { describeMachine } from "../running/machine.ts";
import { cells, HEAD } from "./cells.ts";
import { type Measured, missing, type Report } from "./report.ts";

/** The whole report, with a heading for each benchmark. */
export function renderMarkdown(report: Report): string {
  return report.benchmarks.map((each) => `### ${each.name}\n\n${each.about}\n\n${figures(report, each)}`).join("\n\n");
}

/** The table of one benchmark; below it where and when it was taken, and who could not take part. */
export function figures({ machine, at, rounds, size }: Report, measured: Measured): string {
  const lines = measured.rows.map((row) => cells(row).map((cell) => cell.join("<br>")));
  const table = [[...HEAD], HEAD.map(() => "---"), ...lines].map((line) => `| ${line.join(" | ")} |`).join("\n");
  const how = `${size === "full" ? "" : `${size} size, `}${rounds} ${rounds === 1 ? "round" : "rounds"}`;
  const absent = [...missing([measured])].map(([name, lacks]) => ` Not measured: ${name} (${lacks}).`).join("");
  return `${table}\n\n${describeMachine(machine)}; ${at.slice(0, 10)}; ${how}.${absent}`;
}
