/** `bun run torture`: the fault campaigns, from a seed. The exit code is 0 only when no invariant was violated. */
import { CAMPAIGNS } from "./campaigns.ts";
import { type Options, readOptions, USAGE } from "./options.ts";
import { renderTally } from "./report/table.ts";
import { Tally } from "./report/tally.ts";
import { Scene } from "./scene/scene.ts";
import { torture } from "./torture.ts";

const out = Bun.stdout.writer();

function say(line: string): void {
  out.write(`${line}\n`);
  void out.flush();
}

function options(): Options | null {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    say(`torture: ${(error as Error).message}\n  ${USAGE}`);
    return null;
  }
}

async function main(): Promise<number> {
  const wanted = options();
  if (wanted === null) return 2;
  if (wanted.list) {
    for (const { name, about } of CAMPAIGNS) say(`${name.padEnd(20)}  ${about}`);
    return 0;
  }
  const begin = performance.now();
  const tally = new Tally();
  const again = process.argv.slice(2).filter((word, at, all) => word !== "--seed" && all[at - 1] !== "--seed");
  say(`seed ${wanted.seed}; again: bun run torture ${[...again, "--seed", wanted.seed].join(" ")}`);
  const report = (how: string) => say(`\n${renderTally(tally)}\nseed ${wanted.seed}, ${seconds(begin)}${how}`);
  // A campaign takes hours: what it has come to so far is worth knowing, too.
  process.once("SIGINT", () => {
    Scene.abandonAll();
    report(", interrupted");
    process.exit(130);
  });
  await torture(wanted, tally, (line) => say(`${seconds(begin).padStart(6)}  ${line}`));
  report("");
  return tally.violated === 0 ? 0 : 1;
}

function seconds(begin: number): string {
  return `${((performance.now() - begin) / 1_000).toFixed(1)} s`;
}

process.exitCode = await main();
await out.flush();
