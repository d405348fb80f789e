#!/usr/bin/env -S bun --no-env-file --config=/dev/null
const { runProcess } = await import("./program.ts");
// Waited for at the top of a module: as soon as a program's top is through, but something still to come, Bun collects garbage.
// And never process.exit: it cuts what is still on its way into a pipe.
process.exitCode = await runProcess();

export {};
