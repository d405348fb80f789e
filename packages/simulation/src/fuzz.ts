import { parseArgs } from "node:util";
import { fuzz } from "./fuzz/fuzz-inputs.ts";

/** `bun run fuzz --inputs N --seed S`: calls `main` with N inputs; with `--program`, the real program. */
const { values } = parseArgs({
  options: {
    inputs: { type: "string", default: "20000" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 31)) },
    program: { type: "boolean", default: false },
  },
});
const started = performance.now();
const [inputs, seed, program] = [Number(values.inputs), Number(values.seed), values.program];
const failure = await fuzz({ inputs, seed, program }).then(
  () => null,
  (error: unknown) =>
    error instanceof Error ? `${error.message}\n${(error.cause as Error)?.message ?? ""}` : String(error),
);
const seconds = ((performance.now() - started) / 1_000).toFixed(1);
if (failure !== null) process.stderr.write(`${failure}\n`);
process.stdout.write(
  `fuzz: ${inputs} inputs to ${program ? "the program" : "main"} in ${seconds} s; ` +
    `seed ${seed}: ${failure === null ? "ok" : "one ends as none may"}\n`,
);
process.exitCode = failure === null ? 0 : 1;
