/** queuectl's domain and the port that every store implements. Pure: no I/O, no clock. */

export * from "./domain/attempt/ending.ts";
export * from "./domain/attempt/judge.ts";
export * from "./domain/attempt/lease.ts";
export * from "./domain/attempt/outcome.ts";
export * from "./domain/config/config.ts";
export * from "./domain/config/fence.ts";
export * from "./domain/errors.ts";
export * from "./domain/job/command-text.ts";
export * from "./domain/job/cursor.ts";
export * from "./domain/job/excerpt.ts";
export * from "./domain/job/job.ts";
export * from "./domain/job/job-input.ts";
export * from "./domain/job/job-json.ts";
export * from "./domain/job/start-size.ts";
export * from "./domain/json/json-text.ts";
export * from "./domain/state.ts";
export * from "./domain/text/nearest.ts";
export * from "./domain/text/number-text.ts";
export * from "./domain/text/shell-word.ts";
export * from "./domain/text/visible-text.ts";
export * from "./domain/time/backoff.ts";
export * from "./domain/time/duration.ts";
export * from "./domain/time/histogram.ts";
export * from "./domain/time/instant.ts";
export * from "./domain/time/zone.ts";
export * from "./store/index.ts";
