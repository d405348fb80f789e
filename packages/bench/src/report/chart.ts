import type { Result, Row } from "../measuring/row.ts";
import { figure, times } from "./cells.ts";
import type { Measured } from "./report.ts";

/** In pixels. */
const WIDTH = 760;
const NAMES = 200;
const BARS = 360;
const LINE = 18;
const GAP = 14;
const MARGIN = 16;

/** Light and dark, as the reader has it. */
const STYLE = `
  svg { background: #ffffff; font: 12px system-ui, sans-serif; }
  text { fill: #57606a; } .what, .title { fill: #1f2328; font-weight: 600; } .title { font-size: 14px; }
  .ours { fill: #0969da; } .limit { fill: #6e7781; } .peer { fill: #c4cad1; } text.ours { fill: #0969da; font-weight: 600; }
  @media (prefers-color-scheme: dark) {
    svg { background: #0d1117; }
    text { fill: #9198a1; } .what, .title { fill: #f0f6fc; }
    .ours, text.ours { fill: #4493f8; } .limit { fill: #8b949e; } .peer { fill: #3d444d; }
  }`;

/**
 * The results of a benchmark as bars with their figures beside them: those rows that share the unit of the first.
 *
 * By hand, since bars that carry their figures need no axis, no ticks and no scale: a chart library would be dozens of packages
 * and more lines to make it readable in light and dark than these.
 */
export function renderChart({ name, about, rows: all }: Measured): string {
  const rows = all.filter(({ unit }) => unit === all[0]?.unit);
  const most = Math.max(...rows.flatMap(({ results }) => results.map(({ median }) => median)));
  const parts: string[] = [];
  let top = MARGIN + LINE + GAP / 2;
  for (const row of rows) {
    parts.push(text(MARGIN, top + LINE - 5, "what", row.what));
    top += LINE;
    for (const result of row.results) {
      parts.push(bar(top, row, result, most));
      top += LINE;
    }
    top += GAP;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${top}" viewBox="0 0 ${WIDTH} ${top}" role="img">`,
    `<title>${escaped(`${name}: ${about}`)}</title>`,
    `<style>${STYLE}\n</style>`,
    text(MARGIN, MARGIN + 12, "title", `${name}: ${rows[0]?.better ?? "more"} is better`),
    ...parts,
    "</svg>\n",
  ].join("\n");
}

function bar(top: number, { unit }: Row, { name, role, median, ratio }: Result, most: number): string {
  // Never nothing: a bar that cannot be seen looks like one that was left out.
  const length = Math.max(1, Math.round((Math.max(0, median) / most) * BARS));
  const value = ratio === null ? figure(median, unit) : `${figure(median, unit)}  (queuectl: ${times(ratio)})`;
  return [
    text(MARGIN, top + LINE - 5, role === "ours" ? "ours" : "", name),
    `<rect class="${role}" x="${NAMES}" y="${top + 2}" width="${length}" height="${LINE - 5}" rx="2"/>`,
    text(NAMES + length + 6, top + LINE - 5, role === "ours" ? "ours" : "", value),
  ].join("");
}

function text(x: number, y: number, style: string, words: string): string {
  return `<text x="${x}" y="${y}"${style === "" ? "" : ` class="${style}"`}>${escaped(words)}</text>`;
}

function escaped(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
