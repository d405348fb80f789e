import { Worker } from "node:worker_threads";
import type { FromWorker, ToWorker, WorkerSetup } from "./messages.ts";
import { type Wrecks, wrecks } from "./salvage.ts";
import { type Clock, systemClock } from "./service.ts";
import { pack, unpack } from "./wire.ts";
import { type SharedLimit, shareLimit } from "./worker/descriptor-limit.ts";
import { workerUrl } from "./worker-url.ts";

export type { Wrecks } from "./salvage.ts";
export { type Clock, systemClock, type Timer } from "./service.ts";

/** What a runner asks of the machine under it. A simulation is another one, with time, threads and processes of its own. */
export interface Machine {
  readonly clock: Clock;
  /** From 0 up to 1, without it. */
  readonly random: () => number;
  readonly wrecks: Wrecks;
  startThread(setup: WorkerSetup): Thread;
}

/** A worker's thread, as its supervisor sees it. */
export interface Thread {
  postMessage(message: ToWorker): void;
  on(event: "message", heard: (message: FromWorker) => void): unknown;
  /** What it died of; `exit` follows. */
  on(event: "error", thrown: (error: unknown) => void): unknown;
  on(event: "exit", left: () => void): unknown;
}

/** The machine that this process runs on. */
export const thisMachine: Machine = {
  clock: systemClock,
  random: Math.random,
  wrecks,
  startThread: (setup) => new WorkerThread(setup),
};

let limit: SharedLimit | undefined;

class WorkerThread implements Thread {
  readonly #worker: Worker;

  constructor(setup: WorkerSetup) {
    // node:worker_threads, not the web's Worker: it keeps the error that a thread died of.
    limit ??= shareLimit();
    this.#worker = new Worker(workerUrl(), { workerData: { ...setup, limit } });
  }

  postMessage(message: ToWorker): void {
    this.#worker.postMessage(pack(message));
  }

  on(event: "message" | "error" | "exit", listener: (...args: never[]) => void): unknown {
    const heard = listener as (value?: unknown) => void;
    return this.#worker.on(event, event === "message" ? (packed) => heard(unpack(packed)) : heard);
  }
}
