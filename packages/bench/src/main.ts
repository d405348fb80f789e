/** `bun run bench`: what queuectl costs, beside what nothing can beat and what people would use instead. */
import { join, relative } from "node:path";
import { bench, chosen, DIST } from "./bench.ts";
import { describeMachine, disturbance } from "./machine.ts";
import { type Options, readOptions, USAGE } from "./options.ts";
import { endAll } from "./processes.ts";
import { renderMarkdown } from "./report/markdown.ts";
import { readReport } from "./report/report.ts";
import { renderTable } from "./report/table.ts";

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
  const progress = process.stderr.isTTY ? (line: string) => process.stderr.write(`${line}\n`) : () => {};
  const report = await bench({
    ...options,
    signal: interruption.signal,
    say: progress,
    on(machine) {
      say(describeMachine(machine));
      const warning = disturbance(machine);
      if (warning !== null) say(warning);
    },
  });
  say(`\n${renderTable(report)}`);
  await Bun.write(options.json, `${JSON.stringify(report, null, 2)}\n`);
  say(`written to ${relative(process.cwd(), options.json)}`);
  if (interruption.signal.aborted) return 130;
  return report.benchmarks.some(({ failed }) => failed !== null) ? 1 : 0;
}

async function main(): Promise<number> {
  try {
    const options = readOptions(process.argv.slice(2), join(DIST, "bench.json"));
    switch (options.act) {
      case "list":
        for (const { name, about, target } of chosen(options.names)) say(`${name.padEnd(11)} ${about}: ${target}`);
        return 0;
      case "markdown":
        say(renderMarkdown(await readReport(options.json)));
        return 0;
      case "docs":
        return 0;
      case "measure":
        return await measure(options);
    }
  } catch (error) {
    say(`bench: ${(error as Error).message}\n  ${USAGE}`);
    return 2;
  }
}

process.exitCode = await main();
await out.flush();
