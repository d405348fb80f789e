import { processIo } from "./io.ts";
import { main } from "./main.ts";

/** Runs this process's command line. Resolves to its exit code. */
export const runProcess = (): Promise<number> => main(process.argv.slice(2), processIo());
