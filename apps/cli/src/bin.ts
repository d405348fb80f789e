#!/usr/bin/env -S BUN_GC_TIMER_INTERVAL=30000 bun --no-env-file --config=/dev/null
// Bun looks once a second in each thread whether garbage should be collected: most of what an idle runner did. Never to look is
// not enough: a runner that was never idle grew by 10 MB for each 100,000 jobs. Jobs do not inherit what is
// set here: see runner/start-line.ts.
const { runProcess } = await import("./program.ts");
// Waited for at the top of a module: as soon as a program's top is through, but something still to come, Bun collects garbage.
// And never process.exit: it cuts what is still on its way into a pipe.
process.exitCode = await runProcess();

export {};
