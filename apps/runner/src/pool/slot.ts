import type { FromWorker, Order, Start, ToWorker } from "../messages/messages.ts";
import type { Thread } from "./thread.ts";

/** What a slot tells its supervisor. */
export interface SlotListener {
  heard(slot: Slot, message: FromWorker): void;
  /** The thread is gone, whatever its exit code said. `error` is `null` after a requested end. */
  left(slot: Slot, error: string | null): void;
}

/** One place in the pool: a worker thread, and what it executes. */
export class Slot {
  #thread: Thread | null = null;
  #retiring = false;
  /** Whether it was ever needed. */
  booted = false;
  ready = false;
  /** What it executes, and what is known of the process. */
  order: Order | null = null;
  start: Start | null = null;

  constructor(
    /** From 1. */
    readonly number: number,
    private readonly startThread: (worker: number) => Thread,
    private readonly listener: SlotListener,
  ) {}

  get idle(): boolean {
    return this.ready && this.order === null && !this.#retiring;
  }

  get alive(): boolean {
    return this.#thread !== null;
  }

  boot(): void {
    this.booted = true;
    const thread = this.startThread(this.number);
    let error = "it ended without being asked to";
    thread.on("message", (message: FromWorker) => this.listener.heard(this, message));
    thread.on("error", (thrown) => {
      error = thrown instanceof Error ? thrown.message : String(thrown);
    });
    thread.on("exit", () => {
      this.#thread = null;
      this.ready = false;
      this.listener.left(this, this.#retiring ? null : error);
    });
    this.#thread = thread;
  }

  post(message: ToWorker): void {
    this.#thread?.postMessage(message);
  }

  /** Lets the thread end by itself: it must have no living child. */
  retire(): void {
    this.#retiring = true;
    this.post({ type: "retire" });
  }
}
