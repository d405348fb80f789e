/** The process behind `worker start`: claims jobs from a store and executes them on a pool of worker threads. */
export type { RunnerEnd, RunnerEvent } from "./events.ts";
export type { RunnerHealth } from "./health.ts";
export { isRoutine, renderEvent } from "./log.ts";
export { createRunner, type Runner, type RunnerOptions } from "./runner.ts";
