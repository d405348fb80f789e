import type { HealthCheck } from "@queuectl/core";
import type { HttpSetup } from "./http-messages.ts";
import { HttpThread } from "./http-thread.ts";

/** How often the thread hears from the runner; it takes a runner that is silent for some seconds for stuck. */
const REPORT_EVERY_MS = 1_000;
/** A thread that died is followed by another one after so long, and each that dies young by the next after twice as long. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** One that lived so long did not die of how it was started. */
const GROWN_UP_MS = 60_000;

type RunnerChecks = () => { readonly checks: readonly HealthCheck[] };

/** HTTP in a runner: a thread of its own, and another one should it die. What it dies of never touches the runner. */
export class Http {
  #startedAt = performance.now();
  #wait = FIRST_WAIT_MS;
  #restart: Timer | undefined;
  #starting: Promise<void> | null = null;
  #stopped = false;
  #report: Timer | undefined;
  #runner: RunnerChecks | null = null;
  #lagMs = 0;

  private constructor(
    private thread: HttpThread,
    private readonly setup: HttpSetup,
    private readonly say: (line: string) => void,
    private readonly program: URL | undefined,
  ) {
    this.#watch();
  }

  /** Resolves once it serves; rejects with the thread's own reason. `say` takes lines for the log. */
  static async start(setup: HttpSetup, say: (line: string) => void, program?: URL): Promise<Http> {
    const thread = await HttpThread.start(setup, say, program);
    // Should it have to start again, then where it was: whoever looks for it knows that port.
    const address = { ...setup.address, port: Number(new URL(thread.url).port || 80) };
    return new Http(thread, { ...setup, address }, say, program);
  }

  get url(): string {
    return this.thread.url;
  }

  /** Signs in one browser, once. */
  get signInUrl(): string {
    return this.thread.signInUrl;
  }

  /** Reports the runner's health from now on. Resolves once the thread answers for it: before, it could only call it unready. */
  async reportsOn(runner: RunnerChecks): Promise<void> {
    this.#runner = runner;
    this.#tell();
    let due = performance.now() + REPORT_EVERY_MS;
    this.#report = setInterval(() => {
      // How late this is, is how late everything else was, too.
      const now = performance.now();
      this.#lagMs = Math.max(0, now - due);
      due = now + REPORT_EVERY_MS;
      this.#tell();
    }, REPORT_EVERY_MS);
    await this.thread.heard;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#report);
    clearTimeout(this.#restart);
    await this.#starting;
    await this.thread.stop();
  }

  #tell(): void {
    if (this.#runner === null) return;
    this.thread.report({ at: Date.now(), checks: this.#runner().checks, eventLoopLagMs: this.#lagMs });
  }

  #watch(): void {
    void this.thread.gone.then(() => {
      if (this.#stopped) return;
      if (performance.now() - this.#startedAt >= GROWN_UP_MS) this.#wait = FIRST_WAIT_MS;
      this.say(`HTTP died; the runner goes on, and HTTP starts again in ${this.#wait / 1_000} s`);
      this.#startLater();
    });
  }

  #startLater(): void {
    this.#restart = setTimeout(() => {
      this.#starting = this.#startAgain();
    }, this.#wait);
    this.#wait = Math.min(2 * this.#wait, LONGEST_WAIT_MS);
  }

  async #startAgain(): Promise<void> {
    try {
      this.thread = await HttpThread.start(this.setup, this.say, this.program);
    } catch (error) {
      if (this.#stopped) return;
      this.say(`${(error as Error).message}; the next attempt comes in ${this.#wait / 1_000} s`);
      this.#startLater();
      return;
    }
    this.#startedAt = performance.now();
    this.#watch();
    this.#tell();
    this.say(`serving ${this.url} again`);
    this.say(`to sign in, once: ${this.signInUrl}`);
  }
}
