/** `bun run bench`: what queuectl costs, beside what nothing can beat and what people would use instead. */
import { join, relative } from "node:path";
import { bench, chosen } from "./bench.ts";
import { type Options, readOptions, USAGE } from "./options.ts";
import { writeCharts, writeTables } from "./report/docs.ts";
import { renderMarkdown } from "./report/markdown.ts";
import { readReport } from "./report/report.ts";
import { renderTable } from "./report/table.ts";
import { describeMachine, disturbance } from "./running/machine.ts";
import { endAll } from "./running/processes.ts";

/** On the checkout's disk, and out of its sight. */
const DIST = join(import.meta.dir, "../dist");

const out = Bun.stdout.writer();

function say(line: string): void {
  out.write(`${line}\n`);
  void out.flush();
}

async function measure(options: Options): Promise<number> {
  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      interruption.abort();
      void endAll();
    });
  }
  const report = await bench({
    ...options,
    within: DIST,
    signal: interruption.signal,
    say: (line) => process.stderr.write(`${line}\n`),
    on(machine) {
      say(describeMachine(machine));
      const warning = disturbance(machine);
      if (warning !== null) say(warning);
    },
  });
  say(`\n${renderTable(report)}`);
  // Half a run does not take the place of a whole one.
  if (interruption.signal.aborted) return 130;
  await Bun.write(options.json, `${JSON.stringify(report, null, 2)}\n`);
  say(`written to ${relative(process.cwd(), options.json)}`);
  return report.benchmarks.some(({ failed }) => failed !== null) ? 1 : 0;
}

function options(): Options | null {
  try {
    const wanted = readOptions(process.argv.slice(2), join(DIST, "bench.json"));
    chosen(wanted.names);
    return wanted;
  } catch (error) {
    say(`bench: ${(error as Error).message}\n  ${USAGE}`);
    return null;
  }
}

async function act(options: Options): Promise<number> {
  switch (options.act) {
    case "list":
      for (const { name, about, target } of chosen(options.names)) say(`${name}: ${about}\n  target: ${target}`);
      return 0;
    case "markdown":
      say(renderMarkdown(await readReport(options.json)));
      return 0;
    case "charts":
    case "docs": {
      const report = await readReport(options.json);
      const tables = options.act === "docs" ? await writeTables(report) : [];
      for (const path of [...tables, ...(await writeCharts(report))]) say(path);
      return 0;
    }
    case "measure":
      return await measure(options);
  }
}

async function main(): Promise<number> {
  const wanted = options();
  if (wanted === null) return 2;
  try {
    return await act(wanted);
  } catch (error) {
    say(`bench: ${(error as Error).message}`);
    return 1;
  }
}

process.exitCode = await main();
await out.flush();
