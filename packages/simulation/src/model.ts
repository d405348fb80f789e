import { parseArgs } from "node:util";
import { type Harness, holdToModel } from "@queuectl/core/contract";
import { sqliteHarness } from "@queuectl/core/sqlite/harness";
import { memoryHarness } from "./memory/harness.ts";

/** `bun run model --runs N --commands M --seed S`: random histories, played to a store and to a model of it. */
const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "200" },
    commands: { type: "string", default: "50" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 31)) },
    store: { type: "string", default: "sqlite" },
  },
});
const harnesses: Readonly<Record<string, Harness>> = { sqlite: sqliteHarness, memory: memoryHarness };
const harness = harnesses[values.store];
if (harness === undefined) throw new Error(`--store: there is sqlite, and memory, but no ${values.store}`);

const started = performance.now();
const [runs, commands, seed] = [Number(values.runs), Number(values.commands), Number(values.seed)];
const failure = await holdToModel(harness, { runs, commands, seed }).then(
  () => null,
  (error: unknown) =>
    error instanceof Error ? `${error.message}\n${(error.cause as Error)?.message ?? ""}` : String(error),
);
const seconds = ((performance.now() - started) / 1_000).toFixed(1);
if (failure !== null) process.stderr.write(`${failure}\n`);
process.stdout.write(
  `model: ${runs} histories of ${commands} commands on the ${values.store} store in ${seconds} s; ` +
    `seed ${seed}: ${failure === null ? "ok" : "they differ"}\n`,
);
process.exitCode = failure === null ? 0 : 1;
