import { Worker } from "node:worker_threads";
import { QueuectlError } from "@queuectl/core";
import type { FromHttp, HttpSetup, ReportedHealth, ToHttp } from "./http-messages.ts";
import { httpWorkerUrl } from "./http-worker-url.ts";

/** What open requests are given to end, and the thread to leave. */
const STOP_WITHIN_MS = 1_000;

/** One life of the thread that serves HTTP. */
export class HttpThread {
  /** Resolves when the thread is gone, whatever it went of. */
  readonly gone: Promise<void>;
  /** Resolves when it has heard of its runner, or is gone. */
  readonly heard: Promise<void>;
  #left = false;

  private constructor(
    private readonly thread: Worker,
    readonly url: string,
    /** Signs in one browser, once. */
    readonly signInUrl: string,
  ) {
    this.gone = new Promise((resolve) => {
      thread.once("exit", () => {
        this.#left = true;
        resolve();
      });
    });
    const heard = new Promise<void>((resolve) => {
      thread.on("message", ({ type }: FromHttp) => {
        if (type === "heard") resolve();
      });
    });
    this.heard = Promise.race([heard, this.gone]);
  }

  /** Resolves once it serves; rejects with the thread's own reason. */
  static start(setup: HttpSetup, say: (line: string) => void, program: URL = httpWorkerUrl()): Promise<HttpThread> {
    const thread = new Worker(program, { workerData: setup });
    thread.on("message", (message: FromHttp) => {
      if (message.type === "changed") say(message.line);
    });
    return new Promise((resolve, reject) => {
      thread.once("message", (message: FromHttp) => {
        if (message.type === "serving") resolve(new HttpThread(thread, message.url, message.signInUrl));
        else if (message.type === "refused") reject(new QueuectlError(message.message, message.code, message.fix));
      });
      // Of its later errors, its end tells enough.
      thread.on("error", (error) => reject(new QueuectlError(`HTTP could not start: ${error}`, "failed")));
      thread.once("exit", () => reject(new QueuectlError("HTTP could not start", "failed")));
    });
  }

  report(health: ReportedHealth): void {
    this.#post({ type: "health", health });
  }

  async stop(): Promise<void> {
    if (this.#left) return;
    this.#post({ type: "stop", withinMs: STOP_WITHIN_MS });
    let timer: Timer | undefined;
    const deadline = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, 2 * STOP_WITHIN_MS);
    });
    await Promise.race([this.gone, deadline]);
    clearTimeout(timer);
    if (!this.#left) await this.thread.terminate();
  }

  #post(message: ToHttp): void {
    this.thread.postMessage(message);
  }
}
