#!/usr/bin/env -S bun --no-env-file --config=/dev/null
import { processIo } from "./io.ts";
import { main } from "./main.ts";

// Never process.exit: it cuts what is still on its way into a pipe.
process.exitCode = await main(process.argv.slice(2), await processIo());
