#!/usr/bin/env -S bun --no-env-file --config=/dev/null
console.log("queuectl");
