/** The harness at a size that measures nothing, so that it cannot rot: every benchmark, every peer that is here. */
import { expect, test } from "bun:test";
import { mkdtemp, readdir, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bench } from "../src/bench.ts";
import { BENCHMARKS } from "../src/benchmarks.ts";
import { renderChart } from "../src/report/chart.ts";
import { renderMarkdown } from "../src/report/markdown.ts";
import { renderTable } from "../src/report/table.ts";

const signal = new AbortController().signal;
/** From source: whether the package can be built is another test's question. */
const program = join(import.meta.dir, "../../../apps/cli/src/bin.ts");

test("every benchmark runs to its end, has figures, and leaves nothing behind", async () => {
  const within = await mkdtemp(join(tmpdir(), "queuectl-bench-"));
  const report = await bench({ names: [], size: "tiny", rounds: 1, signal, say: () => {}, program, within });

  expect(report.benchmarks.map(({ name }) => name)).toEqual(BENCHMARKS.map(({ name }) => name));
  expect(report.benchmarks.filter(({ failed }) => failed !== null)).toEqual([]);
  for (const { name, rows } of report.benchmarks) {
    expect(rows, name).not.toBeEmpty();
    for (const { what, results, missing } of rows) {
      expect(
        results.every(({ median }) => Number.isFinite(median)),
        `${name}: ${what}`,
      ).toBeTrue();
      expect(missing.filter(({ lacks }) => lacks.startsWith("it failed"))).toEqual([]);
    }
  }
  expect(renderTable(report)).toContain("posix_spawn");
  expect(renderMarkdown(report)).toContain("| true, 2 workers |");
  for (const measured of report.benchmarks) expect(renderChart(measured)).toContain('class="ours"');
  expect(await readdir(within)).toEqual([]);
  await rmdir(within);
}, 120_000);

test("an unknown benchmark is named, and nothing is measured", async () => {
  const unknown = bench({
    names: ["drian"],
    size: "tiny",
    rounds: 1,
    signal,
    say: () => {},
    program,
    within: "/nowhere",
  });

  expect(unknown).rejects.toThrow("there is no benchmark drian; there are drain, ");
});
