/** The process behind `worker start`: claims jobs from a store and executes them on a pool of worker threads. */
export type { RunnerEnd, RunnerEvent } from "./events/events.ts";
export { isRoutine, renderEvent } from "./events/log.ts";
export { createRunner, type Runner, type RunnerOptions } from "./runner.ts";
export type { RunnerHealth } from "./service/health.ts";
