import { formatLease, type Lease, QueuectlError } from "@queuectl/core";
import type { Emit } from "../events/events.ts";
import type { EndCause, FromWorker, Order } from "../messages/messages.ts";
import type { Clock, Service } from "../service/service.ts";
import type { Pool, PoolListener } from "./pool.ts";
import { Slot, type SlotListener } from "./slot.ts";
import type { Thread } from "./thread.ts";

export interface SupervisorOptions {
  readonly workers: number;
  /** A thread for the worker of this number, from 1. */
  readonly startThread: (worker: number) => Thread;
  readonly clock: Clock;
  readonly emit: Emit;
  readonly listener: PoolListener;
}

/** Somebody who waits for a worker to be ready, or to be gone. */
interface Waiting {
  readonly done: () => void;
  readonly failed: (error: Error) => void;
}

/** So many are started with the runner: each is ready for a burst, and needs nothing more of the machine when that comes. */
const BOOT_AT_START = 4;
const FIRST_RESPAWN_MS = 100;
const LONGEST_RESPAWN_MS = 10_000;
/** So many crashes before a worker was ever ready mean that it never will be. */
const BOOT_ATTEMPTS = 3;

/**
 * Owns the pool of worker threads: boots the first few at once and the others as they are needed, replaces those that crash,
 * lets them go at the end. There is always one that is idle, or about to be, as long as not all were booted: no job waits for
 * a boot but in a burst, and workers that are never needed do not take their 3 MB.
 */
export class Supervisor implements Pool, Service, SlotListener {
  readonly #slots: Slot[];
  readonly #waiting = new Map<Slot, Waiting>();
  #crashes = 0;
  #stopping = false;

  constructor(private readonly options: SupervisorOptions) {
    this.#slots = Array.from({ length: options.workers }, (_, at) => new Slot(at + 1, options.startThread, this));
  }

  async start(): Promise<void> {
    // Staggered: threads that boot at the same time contend, and the first job would wait for all of them.
    for (const slot of this.#slots.slice(0, BOOT_AT_START)) await this.#whenReady(slot);
  }

  /** Nothing may be executing any more. */
  async stop(deadline: AbortSignal): Promise<void> {
    this.#stopping = true;
    const alive = this.#slots.filter((slot) => slot.alive);
    const gone = alive.map(
      (slot) => new Promise<void>((done) => this.#waiting.set(slot, { done, failed: () => done() })),
    );
    for (const slot of alive) slot.retire();
    await Promise.race([Promise.all(gone), new Promise((resolve) => deadline.addEventListener("abort", resolve))]);
  }

  get size(): number {
    return this.#slots.reduce((sum, slot) => sum + Number(slot.alive), 0);
  }

  get idle(): number {
    return this.#slots.reduce((sum, slot) => sum + Number(slot.idle), 0);
  }

  /** Ready, or not needed so far. */
  get alive(): number {
    return this.#slots.reduce((sum, slot) => sum + Number(slot.ready || !slot.booted), 0);
  }

  get busy(): number {
    return this.#slots.reduce((sum, slot) => sum + Number(slot.order !== null), 0);
  }

  execute(order: Order): number {
    const slot = this.#slots.find(({ idle }) => idle);
    if (slot === undefined) throw new Error("no worker is idle");
    slot.order = order;
    slot.post({ type: "execute", order });
    this.#grow();
    return slot.number;
  }

  end(lease: Lease, cause: EndCause): void {
    const key = formatLease(lease);
    for (const slot of this.#slots) {
      if (slot.order !== null && formatLease(slot.order.lease) === key) slot.post({ type: "end", cause });
    }
  }

  heard(slot: Slot, message: FromWorker): void {
    const { listener } = this.options;
    if (message.type === "ready") this.#ready(slot);
    const { order } = slot;
    if (order === null) return;
    switch (message.type) {
      case "started":
        slot.start = message.start;
        listener.started(order.lease, message.start);
        break;
      case "output":
        void listener.ship(order, message.pieces).then((holds) => slot.post({ type: "shipped", holds }));
        break;
      case "blocked":
        listener.blocked(order.lease, message.reason);
        break;
      case "stuck":
        listener.stuck(order.lease, message.pids);
        break;
      case "ended":
        this.#free(slot);
        listener.ended(order.lease, message.ended);
        break;
      case "unable":
        this.#free(slot);
        listener.unable(order.lease, message.reason);
        break;
    }
  }

  left(slot: Slot, error: string | null): void {
    const waiting = this.#waiting.get(slot);
    this.#waiting.delete(slot);
    if (error === null || this.#stopping) waiting?.done();
    else void this.#crashed(slot, error, waiting);
  }

  async #crashed(slot: Slot, error: string, waiting: Waiting | undefined): Promise<void> {
    const { order, start } = slot;
    const { clock, emit, listener } = this.options;
    this.#crashes += 1;
    const respawnInMs = Math.min(FIRST_RESPAWN_MS * 2 ** (this.#crashes - 1), LONGEST_RESPAWN_MS);
    emit({ type: "worker-crashed", worker: slot.number, error, respawnInMs });
    this.#grow();
    // The child outlives the thread that started it: its place stays taken until it has ended.
    if (order !== null) await listener.lost(order, start);
    this.#free(slot);
    if (waiting !== undefined && this.#crashes >= BOOT_ATTEMPTS) {
      return waiting.failed(new QueuectlError(`the workers do not start: ${error}`, "failed"));
    }
    clock.after(respawnInMs, () => {
      if (this.#stopping) return;
      if (waiting !== undefined) this.#waiting.set(slot, waiting);
      slot.boot();
    });
  }

  /** Boots it, unless it was booted already, in the place of one that crashed: a second thread would take the first one's jobs. */
  #whenReady(slot: Slot): Promise<void> {
    if (slot.ready) return Promise.resolve();
    return new Promise((done, failed) => {
      this.#waiting.set(slot, { done, failed });
      if (!slot.booted) slot.boot();
    });
  }

  /** One at a time: those that boot together contend. */
  #grow(): void {
    const spare = this.#slots.some(({ alive, order }) => alive && order === null);
    if (!spare && !this.#stopping) this.#slots.find(({ booted }) => !booted)?.boot();
  }

  #ready(slot: Slot): void {
    slot.ready = true;
    this.#crashes = 0;
    this.#waiting.get(slot)?.done();
    this.#waiting.delete(slot);
    this.options.listener.available();
  }

  #free(slot: Slot): void {
    slot.order = null;
    slot.start = null;
  }
}
