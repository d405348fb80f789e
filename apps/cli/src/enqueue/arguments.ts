import type { Args } from "../frame/command.ts";
import { decimal, duration, moment, name, whole } from "../frame/read-value.ts";

/** The flags of `enqueue`. Those that say something about the job override its JSON. */
export const enqueueArguments = {
  job: {
    type: "positional",
    valueHint: "JSON",
    many: true,
    description: "a job as a JSON object, an array of them, or - for standard input",
  },
  command: { type: "string", alias: "c", valueHint: "LINE", description: "a shell line" },
  file: { type: "string", valueHint: "PATH", description: "NDJSON, or a JSON array; - is standard input" },
  each: { type: "boolean", description: "store 1,000 jobs of a file at a time, and keep them if a later one is wrong" },
  id: { type: "string", valueHint: "ID", read: name, description: "the job's id; a UUIDv7 unless given" },
  queue: { type: "string", valueHint: "NAME", read: name, description: "a lane of its own; else default" },
  priority: {
    type: "string",
    valueHint: "N",
    read: whole(-1_000_000, 1_000_000),
    description: "higher runs first; 0 unless given",
  },
  "max-retries": {
    type: "string",
    valueHint: "N",
    read: whole(0, 1_000_000),
    description: "retries after the first execution",
  },
  "backoff-base": {
    type: "string",
    valueHint: "SECONDS",
    read: decimal(0, 1_000),
    description: "a retry waits base ^ attempts seconds",
  },
  timeout: { type: "string", valueHint: "DURATION", read: duration, description: "ends an execution; 0 means none" },
  "run-at": { type: "string", valueHint: "INSTANT", read: moment, description: "not before: ISO 8601, or +10m" },
  delay: { type: "string", valueHint: "DURATION", read: duration, description: "not before so long from now" },
  cwd: { type: "string", valueHint: "DIR", description: "where it runs; here unless given" },
  env: {
    type: "string",
    valueHint: "NAME[=VALUE]",
    many: true,
    description: "a variable for it; NAME alone takes its value here",
  },
} as const satisfies Args;
