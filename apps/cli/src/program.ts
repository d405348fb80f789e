import { processIo } from "./io/process-io.ts";
import { main } from "./main.ts";

/** Runs this process's command line. Resolves to its exit code. */
export async function runProcess(): Promise<number> {
  if (process.pid === 1) (await import("./runner/signals.ts")).endBySignals();
  return await main(process.argv.slice(2), processIo());
}
