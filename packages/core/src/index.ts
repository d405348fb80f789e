/** queuectl's domain and the port that every store implements. Pure: no I/O, no clock. */
export * from "./domain/backoff.ts";
export * from "./domain/config.ts";
export * from "./domain/duration.ts";
export * from "./domain/ending.ts";
export * from "./domain/errors.ts";
export * from "./domain/histogram.ts";
export * from "./domain/instant.ts";
export * from "./domain/job.ts";
export * from "./domain/job-input.ts";
export * from "./domain/job-json.ts";
export * from "./domain/json-text.ts";
export * from "./domain/judge.ts";
export * from "./domain/lease.ts";
export * from "./domain/nearest.ts";
export * from "./domain/outcome.ts";
export * from "./domain/state.ts";
export * from "./store/index.ts";
