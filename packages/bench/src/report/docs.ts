import { join, relative } from "node:path";
import { renderChart } from "./chart.ts";
import { figures } from "./markdown.ts";
import { reckoning } from "./reckoning.ts";
import type { Measured, Report } from "./report.ts";

const DOCS = join(import.meta.dir, "../../../../docs");
const PAGES = ["performance.md", "scaling.md"];

/**
 * Puts each benchmark's chart and table into the docs, between `<!-- bench NAME -->` and `<!-- /bench -->`, and where the name
 * is `reckoning` what follows from them. What was not measured stays as it is. Resolves to the files that it wrote.
 */
export async function writeTables(report: Report, docs = DOCS): Promise<string[]> {
  const texts = new Map(drawn(report).map((each) => [each.name, `${picture(each)}\n\n${figures(report, each)}`]));
  const limits = reckoning(report);
  if (limits !== null) texts.set("reckoning", limits);
  const pages = PAGES.map((page) => join(docs, page));
  for (const page of pages) await Bun.write(page, filled(await Bun.file(page).text(), texts));
  return pages.map(fromHere);
}

/** Draws a chart of each benchmark into the docs. Resolves to the files that it wrote. */
export async function writeCharts(report: Report, docs = DOCS): Promise<string[]> {
  const charts = drawn(report).map((each) => [join(docs, image(each)), renderChart(each)] as const);
  for (const [path, chart] of charts) await Bun.write(path, chart);
  return charts.map(([path]) => fromHere(path));
}

function drawn({ benchmarks }: Report): readonly Measured[] {
  return benchmarks.filter(({ rows }) => rows.length > 0);
}

function image({ name }: Measured): string {
  return `images/bench-${name}.svg`;
}

function picture(measured: Measured): string {
  return `![${measured.name}](${image(measured)})`;
}

function fromHere(path: string): string {
  return relative(process.cwd(), path);
}

/** The page with what stands between the marks replaced. */
export function filled(page: string, texts: ReadonlyMap<string, string>): string {
  return page.replaceAll(/(<!-- bench (\S+) -->\n)[\s\S]*?(<!-- \/bench -->)/g, (whole, begin, name, end) => {
    const text = texts.get(name);
    return text === undefined ? whole : `${begin}\n${text}\n\n${end}`;
  });
}
