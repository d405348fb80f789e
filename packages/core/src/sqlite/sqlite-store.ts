import type { Config } from "../domain/config.ts";
import type { Attempt, Job, JobSpec } from "../domain/job.ts";
import type { Lease } from "../domain/lease.ts";
import type { JobState } from "../domain/state.ts";
import type {
  Abandoned,
  Bulk,
  ConfigChanges,
  IdempotencyKey,
  JobFilter,
  JobSource,
  JobStore,
  OutputChunk,
  OutputLimits,
  OutputPiece,
  OutputPlace,
  OutputQuery,
  PrefixPage,
  Prune,
  QueuePage,
  QueueSelection,
  QueueStatus,
  RunnerRecord,
  RunnerSpec,
  Snapshot,
  StopRequest,
  StoreHealth,
  StoreSize,
  StoreStatus,
  Totals,
  Turn,
  TurnResult,
  Watch,
} from "../store/index.ts";
import { bulkChange } from "./bulk.ts";
import { cancelJob } from "./cancel.ts";
import type { Connection } from "./connection.ts";
import { deleteJob } from "./delete.ts";
import { enqueueJobs } from "./enqueue.ts";
import { findAttempts, findJob } from "./find.ts";
import { readHistory } from "./history.ts";
import { findHolding } from "./holding.ts";
import { listByPrefix, listJobs } from "./list.ts";
import { readOutput, readOutputFrom } from "./output.ts";
import { setPaused } from "./pause.ts";
import { pruneJobs, pruneOutput } from "./prune.ts";
import { listQueues, queueStatus } from "./queues.ts";
import { retryJob } from "./retry.ts";
import type { RunnerSide } from "./runner-side.ts";
import { currentConfig, setConfig } from "./settings.ts";
import { shipOutput } from "./ship.ts";
import runnersSql from "./sql/runners.sql" with { type: "text" };
import { readStatus } from "./status.ts";
import { readTotals } from "./totals.ts";
import { type SelectionRow, selectionFrom, selectionRow, waitingQueues } from "./waiting.ts";
import { watchConnection } from "./watch.ts";

/** The port over one SQLite connection. Every verb lives in a file of its own; this only names them. */
export class SqliteStore implements JobStore {
  readonly #connection: Connection;
  readonly #watches = new Set<Watch>();
  #runnerSide: Promise<RunnerSide> | null = null;
  #closed: Promise<void> | null = null;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  enqueue(specs: readonly JobSpec[], now: number, key?: IdempotencyKey): Promise<Job[]> {
    return enqueueJobs(this.#connection, specs, now, key);
  }

  async enqueueMany(specs: JobSource, now: number, key?: IdempotencyKey): Promise<number> {
    const { enqueueMany } = await import("./enqueue-many.ts");
    return enqueueMany(this.#connection, specs, now, key);
  }

  cancel(id: string, now: number): Promise<Job> {
    return cancelJob(this.#connection, id, now);
  }

  retry(id: string, from: readonly JobState[], now: number): Promise<Job> {
    return retryJob(this.#connection, id, from, now);
  }

  delete(id: string, _now: number): Promise<void> {
    return deleteJob(this.#connection, id);
  }

  bulk(what: Bulk, now: number): Promise<number> {
    return bulkChange(this.#connection, what, now);
  }

  prune(what: Prune, _now: number): Promise<number> {
    return pruneJobs(this.#connection, what);
  }

  pruneOutput(finishedBefore: number): Promise<number> {
    return pruneOutput(this.#connection, finishedBefore);
  }

  setPaused(queue: string, paused: boolean, _now: number): Promise<QueueStatus> {
    return setPaused(this.#connection, queue, paused);
  }

  job(id: string): Promise<Job | null> {
    return findJob(this.#connection, id);
  }

  jobs(filter: JobFilter): Promise<Job[]> {
    return listJobs(this.#connection, filter);
  }

  jobsByPrefix(prefix: string, page: PrefixPage): Promise<Job[]> {
    return listByPrefix(this.#connection, prefix, page);
  }

  attempts(id: string): Promise<Attempt[]> {
    return findAttempts(this.#connection, id);
  }

  output(id: string, query: OutputQuery): Promise<OutputChunk[]> {
    return readOutput(this.#connection, id, query);
  }

  outputFrom(id: string, place: OutputPlace): Promise<OutputChunk[]> {
    return readOutputFrom(this.#connection, id, place);
  }

  status(now: number): Promise<StoreStatus> {
    return readStatus(this.#connection, now);
  }

  queue(name: string): Promise<QueueStatus | null> {
    return this.#connection.read(() => queueStatus(this.#connection, name));
  }

  queues(page: QueuePage): Promise<QueueStatus[]> {
    return listQueues(this.#connection, page);
  }

  waitingQueues(selection: QueueSelection, limit: number): Promise<string[]> {
    return this.#connection.read(() =>
      waitingQueues(this.#connection, selectionRow(selection), limit).map(({ name }) => name),
    );
  }

  servedQueues(): Promise<QueueSelection[]> {
    return this.#connection.read(() => this.#connection.all<SelectionRow>(runnersSql).map(selectionFrom));
  }

  totals(): Promise<Totals> {
    return readTotals(this.#connection);
  }

  history(since: number, stepMs: number): Promise<Snapshot[]> {
    return readHistory(this.#connection, since, stepMs);
  }

  async size(): Promise<StoreSize> {
    return (await this.#side()).size();
  }

  async runners(now: number): Promise<RunnerRecord[]> {
    return (await this.#side()).runners(now);
  }

  async health(): Promise<StoreHealth> {
    return (await this.#side()).health();
  }

  watch(listener: () => void, pollMs: () => number): Watch {
    const watch = watchConnection(this.#connection, listener, pollMs);
    this.#watches.add(watch);
    return watch;
  }

  config(): Promise<Config> {
    return this.#connection.read(() => currentConfig(this.#connection));
  }

  configure(changes: ConfigChanges, now: number): Promise<void> {
    return setConfig(this.#connection, changes, now);
  }

  async register(runner: RunnerSpec, now: number): Promise<void> {
    return (await this.#side()).register(runner, now);
  }

  async heartbeat(runner: string, now: number): Promise<void> {
    return (await this.#side()).heartbeat(runner, now);
  }

  async deregister(runner: string): Promise<void> {
    return (await this.#side()).deregister(runner);
  }

  async turn(turn: Turn, now: number): Promise<TurnResult> {
    return (await this.#side()).turn(turn, now);
  }

  ship(lease: Lease, pieces: readonly OutputPiece[], limits: OutputLimits): Promise<boolean> {
    return shipOutput(this.#connection, lease, pieces, limits);
  }

  async rescue(by: string, now: number): Promise<Abandoned[]> {
    return (await this.#side()).rescue(by, now);
  }

  async requestStop(runner: string | null, how: StopRequest, now: number): Promise<RunnerRecord[]> {
    return (await this.#side()).requestStop(runner, how, now);
  }

  holding(leases: readonly Lease[]): Promise<Lease[]> {
    return findHolding(this.#connection, leases);
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    for (const watch of this.#watches) watch.close();
    await this.#connection.close();
    (await this.#runnerSide)?.close();
  }

  /** What only long-lived processes need is loaded when it is first asked for: every command pays for what it loads. */
  #side(): Promise<RunnerSide> {
    this.#runnerSide ??= import("./runner-side.ts").then(({ RunnerSide }) => new RunnerSide(this.#connection));
    return this.#runnerSide;
  }
}
