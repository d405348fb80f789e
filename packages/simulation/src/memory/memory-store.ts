import {
  type Abandoned,
  type Attempt,
  type Bulk,
  type Claim,
  type Config,
  type ConfigChanges,
  type IdempotencyKey,
  type Job,
  type JobFilter,
  type JobSource,
  type JobSpec,
  type JobState,
  type JobStore,
  type Lease,
  type OutputChunk,
  type OutputLimits,
  type OutputPiece,
  type OutputPlace,
  type OutputQuery,
  type PrefixPage,
  type Prune,
  QueuectlError,
  type QueuePage,
  type QueueSelection,
  type QueueStatus,
  type RunnerRecord,
  type RunnerSpec,
  readConfig,
  type Snapshot,
  type StopRequest,
  type StoreHealth,
  type StoreSize,
  type StoreStatus,
  type Totals,
  type Turn,
  type TurnResult,
  type Watch,
} from "@queuectl/core";
import type { Clock } from "@queuectl/runner/machine";
import type { MemoryDatabase } from "./database.ts";
import { enqueueOnce } from "./enqueue.ts";
import { readHistory, snapshotOnce } from "./history.ts";
import { bulk, cancel, deleteJob, prune, pruneOutput, retry, setPaused } from "./operate.ts";
import { append, checkShipment, readOutput, readOutputFrom } from "./output.ts";
import { findQueue, listByPrefix, listJobs, listQueues, readStatus } from "./read.ts";
import { attemptFrom, jobFrom } from "./records.ts";
import { deregister, Pulse, recordFrom, register, registered, rescue } from "./runners.ts";
import { tallyRescued } from "./tallies.ts";
import { takeTurn, waitingJobs } from "./turn.ts";
import { watchDatabase } from "./watch.ts";

/** The process that a store lives in, and what may go wrong there. */
export interface MemoryOptions {
  readonly clock: Clock;
  readonly drawNonce: () => string;
  /** Processes of another host cannot be seen: for them, the heartbeat decides. */
  readonly host: string;
  /** Called after every write. What it throws reaches the caller, though all was stored: a commit of unknown fate. */
  readonly committed: () => void;
  /** Whether a change makes itself heard at once; else only the poll finds it. */
  readonly heard: () => boolean;
}

/** The port in memory, for simulations: every call is done when it returns its promise. */
export class MemoryStore implements JobStore {
  readonly #registered = new Set<string>();
  readonly #watches = new Map<Watch, (deaf: unknown) => void>();
  /** Claims and adoptions whose commit was of unknown fate: the next call hands them out. */
  #unconfirmed: readonly Claim[] = [];
  #adopted: Abandoned[] = [];
  readonly #pulse: Pulse;

  constructor(
    readonly database: MemoryDatabase,
    private readonly options: MemoryOptions,
  ) {
    this.#pulse = new Pulse(options.clock.elapsed);
  }

  async enqueue(specs: readonly JobSpec[], now: number, key?: IdempotencyKey): Promise<Job[]> {
    const named = specs.map((spec) => ({ ...spec, id: spec.id ?? Bun.randomUUIDv7() }));
    const nonce = this.options.drawNonce();
    const store = () => this.#write(() => enqueueOnce(this.database, named, { nonce, now, key }).map(jobFrom));
    try {
      return store();
    } catch (error) {
      // It may have been stored all the same: then the nonce tells, and nothing is stored twice.
      if (!isUncertain(error)) throw error;
      return store();
    }
  }

  async enqueueMany(specs: JobSource, now: number, key?: IdempotencyKey): Promise<number> {
    const all = Symbol.asyncIterator in specs ? (await Array.fromAsync(specs)).flat() : [...specs];
    const stored = await this.enqueue(all, now, key);
    return (key && this.database.keys.get(key.key)?.jobs) ?? stored.length;
  }

  async cancel(id: string, now: number): Promise<Job> {
    return this.#write(() => jobFrom(cancel(this.database, id, now)));
  }

  async retry(id: string, from: readonly JobState[], now: number): Promise<Job> {
    return this.#write(() => jobFrom(retry(this.database, id, from, now)));
  }

  async bulk(what: Bulk, now: number): Promise<number> {
    return this.#write(() => bulk(this.database, what, now));
  }

  async setPaused(queue: string, paused: boolean, _now: number): Promise<QueueStatus> {
    return this.#write(() => setPaused(this.database, queue, paused));
  }

  async delete(id: string, _now: number): Promise<void> {
    this.#write(() => deleteJob(this.database, id));
  }

  async prune(what: Prune, _now: number): Promise<number> {
    return this.#write(() => prune(this.database, what));
  }

  async pruneOutput(finishedBefore: number): Promise<number> {
    return this.#write(() => pruneOutput(this.database, finishedBefore));
  }

  async job(id: string): Promise<Job | null> {
    const job = this.database.byId.get(id);
    return job === undefined ? null : jobFrom(job);
  }

  async jobs(filter: JobFilter): Promise<Job[]> {
    return listJobs(this.database, filter);
  }

  async jobsByPrefix(prefix: string, page: PrefixPage): Promise<Job[]> {
    return listByPrefix(this.database, prefix, page);
  }

  async attempts(id: string): Promise<Attempt[]> {
    return (this.database.byId.get(id)?.attemptRecords ?? []).map(attemptFrom);
  }

  async output(id: string, query: OutputQuery): Promise<OutputChunk[]> {
    return readOutput(this.database.byId.get(id), query);
  }

  async outputFrom(id: string, place: OutputPlace): Promise<OutputChunk[]> {
    return readOutputFrom(this.database.byId.get(id), place);
  }

  async status(now: number): Promise<StoreStatus> {
    return readStatus(this.database, now);
  }

  async queue(name: string): Promise<QueueStatus | null> {
    return findQueue(this.database, name);
  }

  async queues(page: QueuePage): Promise<QueueStatus[]> {
    return listQueues(this.database, page);
  }

  async waitingQueues(selection: QueueSelection, limit: number): Promise<string[]> {
    const names = waitingJobs(this.database, selection).map(({ queue }) => queue);
    return [...new Set(names)].slice(0, limit);
  }

  async servedQueues(): Promise<QueueSelection[]> {
    return [...this.database.runners.values()].map(({ queues, excludedQueues = [] }) => ({ queues, excludedQueues }));
  }

  async totals(): Promise<Totals> {
    return structuredClone(this.database.totals);
  }

  async history(since: number, stepMs: number): Promise<Snapshot[]> {
    return readHistory(this.database, since, stepMs);
  }

  async size(): Promise<StoreSize> {
    return { databaseBytes: 0, walBytes: 0 };
  }

  async runners(now: number): Promise<RunnerRecord[]> {
    const known = [...this.database.runners.values()].toSorted((a, b) => a.startedAt - b.startedAt);
    return known.map((runner) => recordFrom(this.database, runner, this.options.host, now));
  }

  async health(): Promise<StoreHealth> {
    return { ok: true, checks: [{ name: "readable", ok: true, reason: null }] };
  }

  watch(listener: () => void, pollMs: () => number): Watch {
    const watch = watchDatabase(this.database, this.options.clock, listener, pollMs);
    const heard = (deaf: unknown) => {
      if (deaf !== this && this.options.heard()) watch.heard();
    };
    this.database.watchers.add(heard);
    this.#watches.set(watch, heard);
    return watch;
  }

  async config(): Promise<Config> {
    return this.database.settings;
  }

  async configure(changes: ConfigChanges, _now: number): Promise<void> {
    this.#write(() => {
      for (const [key, text] of Object.entries(changes)) {
        if (text === null) this.database.config.delete(key);
        else this.database.config.set(key, text);
      }
      this.database.settings = readConfig(this.database.config);
    });
  }

  async register(runner: RunnerSpec, now: number): Promise<void> {
    this.#write(() => register(this.database, runner, this.options.host, now));
    this.#registered.add(runner.id);
  }

  async heartbeat(runner: string, now: number): Promise<void> {
    registered(this.database, runner).heartbeatAt = now;
    snapshotOnce(this.database, now);
    this.database.version++;
  }

  async deregister(runner: string): Promise<void> {
    this.#write(() => deregister(this.database, runner));
  }

  async turn(turn: Turn, now: number): Promise<TurnResult> {
    const { drawNonce } = this.options;
    const before = this.database.version;
    const result = takeTurn(this.database, turn, now, { earlier: this.#unconfirmed, drawNonce });
    // One that only looked is no commit, and wakes nobody; a runner need not hear of its own turns.
    this.#unconfirmed = result.claimed;
    if (this.database.version !== before) this.#commit(this);
    this.#unconfirmed = [];
    return result;
  }

  async ship(lease: Lease, pieces: readonly OutputPiece[], limits: OutputLimits): Promise<boolean> {
    checkShipment(pieces);
    const job = this.database.held(lease);
    if (job === null) return false;
    append(this.database, this.database.attemptOf(job), pieces, limits);
    this.#commit(this);
    return true;
  }

  async rescue(by: string, now: number): Promise<Abandoned[]> {
    const earlier = this.#adopted.filter(({ lease }) => this.database.held(lease)?.runner === by);
    const taken = rescue(this.database, by, this.options.host, this.#pulse);
    this.#adopted = [...earlier, ...taken];
    tallyRescued(this.database, taken.length, now);
    if (taken.length > 0) this.#commit(null);
    const adopted = this.#adopted;
    this.#adopted = [];
    return adopted;
  }

  async requestStop(runner: string | null, how: StopRequest, now: number): Promise<RunnerRecord[]> {
    return this.#write(() => {
      const asked = runner === null ? [...this.database.runners.values()] : [registered(this.database, runner)];
      for (const each of asked) each.stopRequested = each.stopRequested === "interrupt" ? "interrupt" : how;
      return asked.map((each) => recordFrom(this.database, each, this.options.host, now));
    });
  }

  async holding(leases: readonly Lease[]): Promise<Lease[]> {
    return leases.filter((lease) => this.database.held(lease) !== null);
  }

  async close(): Promise<void> {
    for (const [watch, heard] of this.#watches) {
      watch.close();
      this.database.watchers.delete(heard);
    }
    for (const runner of this.#registered) this.database.locks.delete(runner);
  }

  #write<T>(body: () => T): T {
    const result = body();
    this.#commit(null);
    return result;
  }

  /** `deaf` is not told of it. */
  #commit(deaf: MemoryStore | null): void {
    this.database.version++;
    this.options.committed();
    for (const told of this.database.watchers) told(deaf);
  }
}

function isUncertain(error: unknown): boolean {
  return error instanceof QueuectlError && error.code === "store-unavailable";
}
