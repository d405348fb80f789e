import { mkdirSync } from "node:fs";
import type { JobStore, Lease, OutputPiece, QueuectlError, QueueSelection, StopRequest, Watch } from "@queuectl/core";
import { Attempts } from "./dispatch/attempts.ts";
import { Dispatcher } from "./dispatch/dispatcher.ts";
import { Outbox } from "./dispatch/outbox.ts";
import { Verdicts } from "./dispatch/verdicts.ts";
import type { RunnerEnd, RunnerEvent } from "./events/events.ts";
import { type Machine, thisMachine } from "./machine.ts";
import { limitsOf } from "./messages/order.ts";
import type { PoolListener } from "./pool/pool.ts";
import { Supervisor } from "./pool/supervisor.ts";
import { Heartbeat } from "./rounds/heartbeat.ts";
import { Pruner, removeOrphans } from "./rounds/pruner.ts";
import { Rescuer } from "./rounds/rescuer.ts";
import { examine, type RunnerHealth } from "./service/health.ts";
import type { Timer } from "./service/service.ts";
import { asFailure, Trouble } from "./service/trouble.ts";
import { baseEnvironment } from "./worker/environment.ts";

export interface RunnerOptions extends QueueSelection {
  readonly store: JobStore;
  /** Named like a job, and new for every start. */
  readonly id: string;
  readonly workers: number;
  readonly version: string;
  /** Made if it is not there. */
  readonly spoolDir: string;
  /** End by itself once nothing is pending, processing or waiting for a retry. */
  readonly untilEmpty: boolean;
  /** How long a drain may take before it becomes an interrupt. */
  readonly stopTimeoutMs: number | null;
  /** The soft limit of descriptors that jobs get; `null` for this process's own, which Bun has raised. */
  readonly descriptors: number | null;
  /** Variables that jobs must not inherit. */
  readonly hiddenEnv: readonly string[];
  readonly emit: (event: RunnerEvent) => void;
}

export interface Runner {
  /** Resolves when it is registered and its first workers are ready; the others are started as they are needed. */
  start(): Promise<void>;
  /** The first signal: claims nothing more and lets finish what runs. */
  drain(): void;
  /** The second: ends what runs and gives it back. */
  interrupt(): void;
  /** Resolves when nothing of it is left; it never rejects. */
  readonly finished: Promise<RunnerEnd>;
  health(): RunnerHealth;
}

/** A runner for this process. The store is open when it begins and still open after it has finished. */
export function createRunner(options: RunnerOptions, machine: Machine = thisMachine): Runner {
  return new ComposedRunner(options, machine);
}

/** How long it may take to say goodbye, once nothing runs any more. */
const LEAVE_MS = 5_000;

class ComposedRunner implements Runner {
  readonly #finished = Promise.withResolvers<RunnerEnd>();
  readonly #outbox = new Outbox();
  readonly #trouble: Trouble;
  readonly #attempts: Attempts;
  readonly #supervisor: Supervisor;
  readonly #dispatcher: Dispatcher;
  readonly #heartbeat: Heartbeat;
  readonly #rescuer: Rescuer;
  readonly #pruner: Pruner;
  #watch: Watch | null = null;
  #stopTimer: Timer | null = null;
  #stopping: StopRequest | null = null;
  #failure: QueuectlError | null = null;

  constructor(
    private readonly options: RunnerOptions,
    private readonly machine: Machine,
  ) {
    const { store, id: runner, workers, spoolDir, emit, hiddenEnv, descriptors } = options;
    const { clock, random, wrecks } = machine;
    const outbox = this.#outbox;
    const failed = (error: QueuectlError) => this.#fail(error);
    const config = () => this.#dispatcher.config;
    const ship = (lease: Lease, pieces: readonly OutputPiece[]) => this.#ship(lease, pieces);
    const changed = () => this.#dispatcher.plan();
    const stopRequested = (how: StopRequest) => this.#stop(how);
    const environment = baseEnvironment(process.env, hiddenEnv);
    const startThread = (worker: number) => machine.startThread({ runner, worker, spoolDir, environment, descriptors });

    const trouble = new Trouble(clock, emit);
    const verdicts = new Verdicts({ clock, random, config, outbox, changed });
    const clearing = { wrecks, clock, spoolDir, config, emit, ship };
    const pool = (listener: PoolListener) => new Supervisor({ workers, startThread, clock, emit, listener });
    const attempts = new Attempts({ ...clearing, outbox, verdicts, pool, changed });
    this.#trouble = trouble;
    this.#attempts = attempts;
    this.#supervisor = attempts.pool;
    this.#dispatcher = new Dispatcher({
      ...options,
      runner,
      clock,
      outbox,
      trouble,
      attempts,
      stopRequested,
      failed,
    });
    this.#heartbeat = new Heartbeat({ store, runner, clock, trouble, failed });
    this.#rescuer = new Rescuer({ ...clearing, store, runner, trouble, verdicts, failed });
    this.#pruner = new Pruner({ store, spoolDir, clock, trouble, config });
  }

  get finished(): Promise<RunnerEnd> {
    return this.#finished.promise;
  }

  async start(): Promise<void> {
    const { store, id, workers, queues, excludedQueues, version, spoolDir, emit } = this.options;
    mkdirSync(spoolDir, { recursive: true, mode: 0o700 });
    await store.register({ id, workers, queues, excludedQueues, version }, this.machine.clock.now());
    try {
      await this.#supervisor.start();
      await this.#dispatcher.start();
    } catch (error) {
      await this.#leave();
      throw error;
    }
    for (const service of [this.#heartbeat, this.#rescuer, this.#pruner]) await service.start();
    this.#watch = store.watch(
      () => this.#dispatcher.wake(),
      () => this.#dispatcher.config.pollIntervalMs,
    );
    emit({ type: "runner-started", runner: id, workers, queues, excludedQueues });
    // At the very end: a runner that was told to stop meanwhile has to find everything there that is to be stopped.
    void this.#dispatcher.last.then(() => this.#finish());
  }

  drain(): void {
    if (this.#stopping !== null) return;
    this.#recordStop();
    this.#drain();
  }

  interrupt(): void {
    this.drain();
    this.#interrupt();
  }

  /** As the store has it already. */
  #stop(how: StopRequest): void {
    this.#drain();
    if (how === "interrupt") this.#interrupt();
  }

  /**
   * Should it be killed while it drains, whoever rescues its jobs knows by this that they had no part in it; and whoever looks
   * which runners there are does not count on it. It drains all the same where that cannot be stored.
   */
  #recordStop(): void {
    if (this.#failure !== null) return;
    const { store, id } = this.options;
    store.requestStop(id, "drain", this.machine.clock.now()).catch(() => {});
  }

  #drain(): void {
    if (this.#stopping !== null) return;
    this.#stopping = "drain";
    const { emit, stopTimeoutMs } = this.options;
    emit({ type: "runner-draining", running: this.#attempts.running });
    this.#attempts.drain();
    if (stopTimeoutMs !== null) this.#stopTimer = this.machine.clock.after(stopTimeoutMs, () => this.interrupt());
    // What was taken over from dead runners is settled first: this runner could not leave while it holds their leases.
    void this.#rescuer.stop().then(() => this.#dispatcher.close());
  }

  #interrupt(): void {
    if (this.#stopping === "interrupt") return;
    this.#stopping = "interrupt";
    this.options.emit({ type: "runner-interrupting", running: this.#attempts.running });
    this.#attempts.interrupt();
  }

  health(): RunnerHealth {
    const now = this.machine.clock.elapsed();
    const { alive, busy } = this.#supervisor;
    return examine({
      claimLoopAgeMs: Math.round(now - this.#dispatcher.lastTurnAt),
      heartbeatAgeMs: Math.round(now - this.#heartbeat.at),
      workers: { count: this.options.workers, alive, busy },
      draining: this.#stopping !== null,
      storeError: this.#failure ?? this.#trouble.error,
    });
  }

  async #ship(lease: Lease, pieces: readonly OutputPiece[]): Promise<boolean> {
    const limits = limitsOf(this.#dispatcher.config);
    try {
      return await this.#trouble.insist("storing output", () => this.options.store.ship(lease, pieces, limits));
    } catch (error) {
      this.#fail(asFailure(error));
      return false;
    }
  }

  #fail(error: QueuectlError): void {
    if (this.#failure !== null) return;
    this.#failure = error;
    this.interrupt();
    this.#dispatcher.fail();
  }

  async #finish(): Promise<void> {
    this.#stopTimer?.cancel();
    this.#watch?.close();
    await this.#leave();
    const end = this.#end();
    this.options.emit({ type: "runner-finished", runner: this.options.id, end });
    this.#finished.resolve(end);
  }

  #end(): RunnerEnd {
    if (this.#failure !== null) return { kind: "failed", error: this.#failure };
    return { kind: this.#stopping === null ? "emptied" : "drained" };
  }

  /** Stops what is left of it, and takes its name from the store: without that it would count as dead. */
  async #leave(): Promise<void> {
    const { store, id } = this.options;
    const timeout = new AbortController();
    const deadline = timeout.signal;
    const timer = this.machine.clock.after(LEAVE_MS, () => timeout.abort());
    const gone = async () => {
      const services = [this.#rescuer, this.#pruner, this.#heartbeat, this.#supervisor];
      await Promise.all(services.map((service) => service.stop(deadline)));
      if (this.#failure !== null) return;
      await store.deregister(id);
      await removeOrphans(store, this.options.spoolDir, this.machine.clock.now());
    };
    await Promise.race([
      gone().catch((error) => this.#trouble.failed(error, "leaving")),
      new Promise((resolve) => deadline.addEventListener("abort", resolve)),
    ]);
    timer.cancel();
  }
}
