import { type Claim, formatLease, type Lease, type Outcome, type OutputPiece, type OutputStream } from "@queuectl/core";
import type { EndCause, Ended, Order, Start } from "../messages/messages.ts";
import { orderOf } from "../messages/order.ts";
import type { Pool, PoolListener } from "../pool/pool.ts";
import { waitAfter } from "../service/trouble.ts";
import { Holdings } from "./holdings.ts";
import type { Outbox } from "./outbox.ts";
import { Pace } from "./pace.ts";
import { type Clearing, clearWreck } from "./salvage.ts";
import type { End, Verdicts } from "./verdicts.ts";

/** What goes with the end of what no worker has seen. */
const NOTHING_RAN = { output: [], start: null, spooled: false } as const;

export interface AttemptsOptions<Executor extends Pool> extends Clearing {
  readonly outbox: Outbox;
  readonly verdicts: Verdicts;
  /** Makes the pool that executes them, and tells `listener` what becomes of each. */
  readonly pool: (listener: PoolListener) => Executor;
  /** There is something to tell the store, or an idle worker. */
  readonly changed: () => void;
}

interface Running {
  readonly claim: Claim;
  readonly worker: number;
  start: Start | null;
  endedBy: EndCause | null;
  readonly shipped: Record<OutputStream, number>;
  shipping: Promise<unknown>;
}

/** The attempts that this runner holds or executes: hands them to workers, takes in how they end. */
export class Attempts<Executor extends Pool = Pool> implements PoolListener {
  readonly pool: Executor;
  readonly #running = new Map<string, Running>();
  readonly #held = new Holdings();
  readonly #pace = new Pace();
  #stopping: "no" | "drain" | "interrupt" = "no";
  #unables = 0;
  /** Until then, as `elapsed` counts, the machine is left alone: it could not start a process. */
  unableUntil = 0;

  constructor(private readonly options: AttemptsOptions<Executor>) {
    this.pool = options.pool(this);
  }

  /** Workers that could start something now. */
  get idle(): number {
    return this.#starts ? this.pool.idle : 0;
  }

  /** How many more jobs to claim: for every idle worker, and a few in advance. */
  get capacity(): number {
    if (!this.#starts) return 0;
    return Math.max(0, this.idle + this.#pace.ahead * this.pool.size - this.#held.count);
  }

  get running(): number {
    return this.#running.size;
  }

  /** Nothing is held, executing or waiting to be judged. */
  get none(): boolean {
    return this.#held.count + this.#running.size === 0 && this.options.verdicts.none;
  }

  get oldestHeldAt(): number | null {
    return this.#held.oldestAt;
  }

  /** Takes in what was claimed; the workers that are idle begin at once. */
  hold(claims: readonly Claim[]): void {
    const at = this.options.clock.elapsed();
    this.#held.add(claims, at);
    if (this.#stopping !== "no") this.release(at);
    this.#dispatch();
  }

  /** Gives back what has been held since `since` or longer. */
  release(since: number): void {
    const { clock, outbox } = this.options;
    const released = this.#held.takeSince(since);
    for (const { lease } of released) outbox.release(lease, clock.elapsed());
    if (released.length > 0) this.#pace.misjudged();
  }

  /** Somebody wants these cancelled. One that is only held is given back, which cancels it; leases that are not known here are not meant. */
  cancel(leases: readonly Lease[]): void {
    for (const lease of leases) {
      const running = this.#running.get(formatLease(lease));
      if (running !== undefined) this.#end(running, "cancelled");
      const held = this.#held.take(lease);
      if (held !== undefined) this.options.verdicts.giveBack(lease);
    }
  }

  /** Their leases are gone: whatever they come to, nobody wants it. */
  abandon(leases: readonly Lease[]): void {
    for (const lease of leases) {
      const running = this.#running.get(formatLease(lease));
      if (running !== undefined) this.#end(running, "interrupted");
    }
  }

  drain(): void {
    if (this.#stopping !== "no") return;
    this.#stopping = "drain";
    this.options.verdicts.stop();
    this.release(this.options.clock.elapsed());
  }

  interrupt(): void {
    this.drain();
    this.#stopping = "interrupt";
    for (const running of this.#running.values()) this.#end(running, "interrupted");
  }

  available(): void {
    this.#dispatch();
    this.options.changed();
  }

  started(lease: Lease, start: Start): void {
    const running = this.#running.get(formatLease(lease));
    if (running === undefined) return;
    const { job } = running.claim;
    this.#note(running, start);
    this.options.emit({ type: "job-started", id: job.id, attempt: lease.attempt, worker: running.worker });
    this.options.changed();
  }

  ended(lease: Lease, ended: Ended): void {
    const running = this.#leave(lease);
    // The worker first: everything else can wait until it is busy again.
    this.#dispatch();
    if (running === undefined) return;
    if (ended.start !== null) {
      if (running.start === null) this.#note(running, ended.start);
      this.#pace.took(ended.finishedAt - ended.start.at);
      this.#unables = 0;
    }
    this.options.verdicts.ended(running.claim, running.start, ended);
  }

  unable(lease: Lease, reason: string): void {
    const running = this.#leave(lease);
    if (running === undefined) return;
    const { clock, emit, outbox, changed } = this.options;
    this.#unables += 1;
    const retryInMs = waitAfter(this.#unables);
    this.unableUntil = clock.elapsed() + retryInMs;
    outbox.release(lease, clock.elapsed());
    emit({ type: "job-unable", id: running.claim.job.id, reason, retryInMs });
    changed();
  }

  blocked(lease: Lease, reason: string): void {
    const running = this.#running.get(formatLease(lease));
    if (running === undefined) return;
    this.options.emit({ type: "output-blocked", id: running.claim.job.id, attempt: lease.attempt, reason });
  }

  stuck(lease: Lease, pids: readonly number[]): void {
    const running = this.#running.get(formatLease(lease));
    if (running === undefined) return;
    this.options.emit({ type: "job-stuck", id: running.claim.job.id, attempt: lease.attempt, pids });
  }

  ship(order: Order, pieces: readonly OutputPiece[]): Promise<boolean> {
    const shipping = this.options.ship(order.lease, pieces);
    const running = this.#running.get(formatLease(order.lease));
    if (running !== undefined) {
      running.shipping = shipping;
      for (const { stream, offset, bytes } of pieces) running.shipped[stream] = offset + bytes.length;
    }
    return shipping;
  }

  async lost(order: Order, start: Start | null): Promise<void> {
    const { lease } = order;
    const running = this.#running.get(formatLease(lease));
    if (running === undefined) return;
    await running.shipping;
    const wreck = {
      lease,
      pid: start?.pid ?? null,
      processStart: start?.processStart ?? null,
      shipped: running.shipped,
    };
    const output = await clearWreck(wreck, running.claim.job.id, this.options);
    this.#leave(lease);
    const outcome: Outcome =
      running.endedBy === null ? { kind: "lost", because: "worker-died" } : { kind: running.endedBy };
    this.#settle(running.claim, outcome, { output, start: running.start, spooled: true });
  }

  get #starts(): boolean {
    return this.#stopping === "no" && this.options.clock.elapsed() >= this.unableUntil;
  }

  #dispatch(): void {
    while (this.idle > 0) {
      const claim = this.#held.next();
      if (claim === undefined) return;
      const worker = this.pool.execute(orderOf(claim, this.options.config()));
      const shipped = { stdout: 0, stderr: 0 };
      const running = { claim, worker, start: null, endedBy: null, shipped, shipping: Promise.resolve() };
      this.#running.set(formatLease(claim.lease), running);
    }
  }

  #leave(lease: Lease): Running | undefined {
    const key = formatLease(lease);
    const running = this.#running.get(key);
    this.#running.delete(key);
    return running;
  }

  #end(running: Running, cause: EndCause): void {
    if (running.endedBy !== null) return;
    running.endedBy = cause;
    this.pool.end(running.claim.lease, cause);
  }

  #note(running: Running, start: Start): void {
    const { lease } = running.claim;
    running.start = start;
    const { at, pid, processStart } = start;
    this.options.outbox.note({ lease, worker: running.worker, pid, processStart, at }, this.options.clock.elapsed());
  }

  #settle(claim: Claim, outcome: Outcome, rest: Omit<End, "outcome" | "finishedAt"> = NOTHING_RAN): void {
    this.options.verdicts.settle(claim, { ...rest, outcome, finishedAt: this.options.clock.now() });
  }
}
