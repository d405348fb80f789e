import { type Wrecks, wrecks } from "./dispatch/salvage.ts";
import type { WorkerSetup } from "./messages/messages.ts";
import { type Thread, WorkerThread } from "./pool/thread.ts";
import { type Clock, systemClock } from "./service/service.ts";

export type { Wrecks } from "./dispatch/salvage.ts";
export type { Thread } from "./pool/thread.ts";
export { type Clock, systemClock, type Timer } from "./service/service.ts";

/** What a runner asks of the machine under it. A simulation is another one, with time, threads and processes of its own. */
export interface Machine {
  readonly clock: Clock;
  /** From 0 up to 1, without it. */
  readonly random: () => number;
  readonly wrecks: Wrecks;
  startThread(setup: WorkerSetup): Thread;
}

/** The machine that this process runs on. */
export const thisMachine: Machine = {
  clock: systemClock,
  random: Math.random,
  wrecks,
  startThread: (setup) => new WorkerThread(setup),
};
