import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { simulate } from "./simulation.ts";

/** `bun run simulate --jobs N --seed S`: worlds of some hundred jobs, one after the other, until N jobs were simulated. */
const { values } = parseArgs({
  options: {
    jobs: { type: "string", default: "20000" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 32)) },
    world: { type: "string" },
    trace: { type: "boolean", default: false },
  },
});
// Nothing is ever written there; in memory, it costs less to look.
const spoolDir = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "queuectl-simulation-"));
try {
  const print = values.trace ? (line: string) => void process.stderr.write(`${line}\n`) : null;
  const { failure, text } = await simulate(
    { jobs: Number(values.jobs), seed: Number(values.seed), only: values.world ?? null, print },
    spoolDir,
  );
  process.stdout.write(`${text}\n`);
  process.exitCode = failure === null ? 0 : 1;
} finally {
  rmSync(spoolDir, { recursive: true });
}
