#!/usr/bin/env -S BUN_GC_TIMER_DISABLE=1 bun --no-env-file --config=/dev/null
// What the switch in the first line is for: runner/long-lived.ts.
const { runProcess } = await import("./program.ts");
// Waited for at the top of a module: as soon as a program's top is through, but something still to come, Bun collects garbage.
// And never process.exit: it cuts what is still on its way into a pipe.
process.exitCode = await runProcess();

export {};
