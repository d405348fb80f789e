import type { Lease, Outcome } from "@queuectl/core";
import type { Thread } from "@queuectl/runner/machine";
import type { Ended, FromWorker, Order, Start, ToWorker } from "@queuectl/runner/messages";
import type { Child } from "../machine/child.ts";
import type { Process } from "../machine/process.ts";

/** An attempt that ends sooner is reported once, by its end alone. */
const NOTE_AFTER_MS = 10;
const PIECE_BYTES = 64;

export type Spawned = { readonly child: Child } | { readonly unable: string } | { readonly spawnFailed: string };

/** The machine under a thread: starts processes, and hears of its death. */
export interface Spawner {
  spawn(order: Order): Spawned;
  workerDied(lease: Lease): void;
}

/** What may go wrong with a thread. */
export interface ThreadFaults {
  /** Whether it dies while it boots. */
  readonly diesAtBoot: () => boolean;
  /** When it dies under the attempt that it begins; `null`: it does not. */
  readonly diesAfterMs: () => number | null;
  /** How many pieces of output an attempt ships before its end. */
  readonly pieces: () => number;
}

type Listeners = { message: (message: FromWorker) => void; error: (error: unknown) => void; exit: () => void };

/** A worker thread that speaks the runner's messages, and executes nothing but time. */
export class SimulatedThread implements Thread {
  readonly #listeners: Partial<Listeners> = {};
  #dead = false;
  #child: Child | null = null;
  #cause: Outcome | null = null;
  #order: Order | null = null;
  #shipped = 0;
  #whenShipped: ((holds: boolean) => void) | null = null;

  constructor(
    private readonly process: Process,
    private readonly host: Spawner,
    private readonly faults: ThreadFaults,
  ) {
    process.after(2, () => (faults.diesAtBoot() ? this.#die("it cannot boot") : this.#post({ type: "ready" })));
  }

  on<E extends keyof Listeners>(event: E, listener: Listeners[E]): void {
    this.#listeners[event] = listener;
  }

  postMessage(message: ToWorker): void {
    // A message takes some time, and is lost on the dead.
    this.process.after(0.05, () => {
      if (!this.#dead) this.#heard(message);
    });
  }

  #heard(message: ToWorker): void {
    switch (message.type) {
      case "execute":
        this.#execute(message.order);
        break;
      case "end":
        this.#end({ kind: message.cause });
        break;
      case "shipped":
        this.#whenShipped?.(message.holds);
        break;
      case "retire":
        this.#dead = true;
        this.process.after(0.1, () => this.#listeners.exit?.());
    }
  }

  #execute(order: Order): void {
    this.#order = order;
    this.#cause = null;
    this.#shipped = 0;
    const started = this.host.spawn(order);
    if ("unable" in started) {
      this.#order = null;
      this.#post({ type: "unable", reason: started.unable });
      return;
    }
    const { clock } = this.process;
    if ("spawnFailed" in started) {
      this.#report({ start: null, outcome: { kind: "spawn-failed", reason: started.spawnFailed } });
      return;
    }
    const { child } = started;
    this.#child = child;
    const start = { pid: child.pid, processStart: String(child.pid), at: clock.now() };
    child.whenGone(() => this.process.after(0, () => void this.#gone(child, start)));
    this.process.after(NOTE_AFTER_MS, () => {
      if (this.#child === child && child.alive) this.#post({ type: "started", start });
    });
    if (order.timeoutMs > 0) {
      this.process.after(order.timeoutMs, () => {
        if (this.#child === child) this.#end({ kind: "timed-out", afterMs: order.timeoutMs });
      });
    }
    const death = this.faults.diesAfterMs();
    if (death !== null) {
      this.process.after(death, () => {
        if (this.#child === child) this.#die("a fault of its own");
      });
    }
  }

  /** The first cause wins. */
  #end(cause: Outcome): void {
    if (this.#child === null || this.#order === null) return;
    this.#cause ??= cause;
    this.#child.terminate(this.#order.graceMs);
  }

  async #gone(child: Child, start: Start): Promise<void> {
    if (this.#dead || this.#child !== child) return;
    for (let left = this.faults.pieces(); left > 0 && (await this.#ship()); left--);
    if (this.#dead || this.#child !== child) return;
    this.#report({ start, outcome: this.#cause ?? (child.outcome as Outcome) });
  }

  async #ship(): Promise<boolean> {
    const bytes = new Uint8Array(PIECE_BYTES);
    const piece = { stream: "stdout", offset: this.#shipped, at: this.process.clock.now(), bytes } as const;
    this.#shipped += PIECE_BYTES;
    const answer = new Promise<boolean>((resolve) => {
      this.#whenShipped = resolve;
    });
    this.#post({ type: "output", pieces: [piece] });
    return await answer;
  }

  #report(ended: Pick<Ended, "start" | "outcome">): void {
    this.#child = null;
    this.#order = null;
    this.#post({
      type: "ended",
      ended: { ...ended, finishedAt: this.process.clock.now(), output: [], spooled: false },
    });
  }

  #die(error: string): void {
    if (this.#dead) return;
    if (this.#order !== null) this.host.workerDied(this.#order.lease);
    this.#dead = true;
    this.#listeners.error?.(new Error(error));
    this.#listeners.exit?.();
  }

  #post(message: FromWorker): void {
    this.process.after(0.05, () => this.#listeners.message?.(message));
  }
}
