#!/usr/bin/env -S bun --no-env-file --config=/dev/null
/** What Bun itself takes to start and to end. */
