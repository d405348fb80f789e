import { Worker } from "node:worker_threads";
import { type HealthCheck, QueuectlError } from "@queuectl/core";
import type { FromHttp, HttpSetup, ToHttp } from "./http-messages.ts";
import { httpWorkerUrl } from "./http-worker-url.ts";

/** How often the thread hears from the runner; it takes a runner that is silent for some seconds for stuck. */
const REPORT_EVERY_MS = 1_000;
/** What open requests are given to end, and the thread to leave. */
const STOP_WITHIN_MS = 1_000;

/** HTTP in a runner, served by a thread of its own. */
export class Http {
  #report: Timer | undefined;
  #left = false;

  private constructor(
    private readonly thread: Worker,
    readonly url: string,
    /** Signs in one browser, once. */
    readonly signInUrl: string,
  ) {
    thread.on("exit", () => {
      this.#left = true;
      clearInterval(this.#report);
    });
    // A thread that dies takes its endpoint along, not the runner: the probes fail, and that is the truth.
    thread.on("error", () => {});
  }

  /** Resolves once it serves; rejects with the thread's own reason. */
  static start(setup: HttpSetup, say: (line: string) => void): Promise<Http> {
    const thread = new Worker(httpWorkerUrl(), { workerData: setup });
    thread.on("message", (message: FromHttp) => {
      if (message.type === "changed") say(message.line);
    });
    return new Promise((resolve, reject) => {
      thread.once("message", (message: FromHttp) => {
        if (message.type === "serving") resolve(new Http(thread, message.url, message.signInUrl));
        else if (message.type === "refused") reject(new QueuectlError(message.message, message.code, message.fix));
      });
      thread.once("error", (error) => reject(new QueuectlError(`HTTP could not start: ${error}`, "failed")));
      thread.once("exit", () => reject(new QueuectlError("HTTP could not start", "failed")));
    });
  }

  /** Reports the runner's health from now on. Resolves once the thread answers for it: before, it could only call it unready. */
  async reportsOn(runner: () => { readonly checks: readonly HealthCheck[] }): Promise<void> {
    const report = () => this.#post({ type: "health", health: { at: Date.now(), checks: runner().checks } });
    const heard = new Promise<void>((resolve) => {
      this.thread.on("message", ({ type }: FromHttp) => {
        if (type === "heard") resolve();
      });
      this.thread.once("exit", () => resolve());
    });
    report();
    this.#report = setInterval(report, REPORT_EVERY_MS);
    if (!this.#left) await heard;
  }

  async stop(): Promise<void> {
    clearInterval(this.#report);
    if (this.#left) return;
    const gone = new Promise<void>((resolve) => this.thread.once("exit", () => resolve()));
    this.#post({ type: "stop", withinMs: STOP_WITHIN_MS });
    let timer: Timer | undefined;
    const deadline = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, 2 * STOP_WITHIN_MS);
    });
    await Promise.race([gone, deadline]);
    clearTimeout(timer);
    if (!this.#left) await this.thread.terminate();
  }

  #post(message: ToHttp): void {
    this.thread.postMessage(message);
  }
}
