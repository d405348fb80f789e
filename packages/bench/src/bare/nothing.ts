#!/usr/bin/env -S BUN_GC_TIMER_INTERVAL=30000 bun --no-env-file --config=/dev/null
/** What Bun itself takes to start and to end. */
