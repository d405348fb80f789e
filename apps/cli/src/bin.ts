#!/usr/bin/env -S bun --no-env-file --config=/dev/null
import { processIo } from "./io.ts";

// The system is asked about our streams while the program loads.
const io = processIo();
const { main } = await import("./main.ts");
// Never process.exit: it cuts what is still on its way into a pipe.
process.exitCode = await main(process.argv.slice(2), await io);
