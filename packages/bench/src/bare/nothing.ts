#!/bin/sh
":" //; export BUN_GC_TIMER_INTERVAL=30000; exec bun --no-env-file --config=/dev/null "$0" "$@"
/** What Bun itself takes to start and to end. */
