import { Worker } from "node:worker_threads";
import type { FromWorker, ToWorker, WorkerSetup } from "../messages/messages.ts";
import { pack, unpack } from "../messages/wire.ts";
import { type SharedLimit, shareLimit } from "../worker/descriptor-limit.ts";
import { workerUrl } from "../worker/worker-url.ts";

/** A worker's thread, as its supervisor sees it. */
export interface Thread {
  postMessage(message: ToWorker): void;
  on(event: "message", heard: (message: FromWorker) => void): unknown;
  /** What it died of; `exit` follows. */
  on(event: "error", thrown: (error: unknown) => void): unknown;
  on(event: "exit", left: () => void): unknown;
}

let limit: SharedLimit | undefined;

/** A thread of this process. */
export class WorkerThread implements Thread {
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
