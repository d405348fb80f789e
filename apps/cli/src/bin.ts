#!/bin/sh
":" //; case " $* " in *" worker "*|*" web "*) export QUEUECTL_NOFILE="$(ulimit -Sn)";; esac; export BUN_GC_TIMER_INTERVAL=30000; exec bun --no-env-file --config=/dev/null "$0" "$@"
// To a shell, these two lines are the whole program (no formatter may touch the second): it starts Bun with what nobody could tell
// it later. Bun raises the soft limit of descriptors before anything of ours runs, so that what jobs are to have is noted here. And it
// looks once a second in each thread whether garbage should be collected: most of what an idle runner did. Never to look is not
// enough: a runner that was never idle grew by 10 MB for each 100,000 jobs. Jobs do not inherit any of this: see runner/start-line.ts.
const { runProcess } = await import("./program.ts");
// Waited for at the top of a module: as soon as a program's top is through, but something still to come, Bun collects garbage.
// And never process.exit: it cuts what is still on its way into a pipe.
process.exitCode = await runProcess();

export {};
