import type { Lease } from "../domain/attempt/lease.ts";
import type { Config } from "../domain/config/config.ts";
import type { Attempt, Job, JobSpec } from "../domain/job/job.ts";
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
import { readHistory } from "./counting/history.ts";
import { readTotals } from "./counting/totals.ts";
import type { Connection } from "./database/connection.ts";
import { currentConfig, setConfig } from "./database/settings.ts";
import { watchConnection } from "./database/watch.ts";
import { enqueueJobs } from "./enqueueing/enqueue.ts";
import { findAttempts, findJob } from "./jobs/find.ts";
import { listByPrefix, listJobs } from "./jobs/list.ts";
import { bulkChange } from "./operating/bulk.ts";
import { cancelJob } from "./operating/cancel.ts";
import { deleteJob } from "./operating/delete.ts";
import { setPaused } from "./operating/pause.ts";
import { pruneJobs, pruneOutput } from "./operating/prune.ts";
import { retryJob } from "./operating/retry.ts";
import { readOutput, readOutputFrom } from "./reading/output.ts";
import { listQueues, queueStatus } from "./reading/queues.ts";
import { readStatus } from "./reading/status.ts";
import type { RunnerSide } from "./runner-side.ts";
import runnersSql from "./runners/sql/runners.sql" with { type: "text" };
import { type SelectionRow, selectionFrom, selectionRow, waitingQueues } from "./runners/waiting.ts";
import { findHolding } from "./settling/holding.ts";
import { shipOutput } from "./settling/ship.ts";

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
    const { enqueueMany } = await import("./enqueueing/enqueue-many.ts");
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
    return this.#connection.read((tx) => queueStatus(tx, name));
  }

  queues(page: QueuePage): Promise<QueueStatus[]> {
    return listQueues(this.#connection, page);
  }

  waitingQueues(selection: QueueSelection, limit: number): Promise<string[]> {
    return this.#connection.read((tx) => waitingQueues(tx, selectionRow(selection), limit).map(({ name }) => name));
  }

  servedQueues(): Promise<QueueSelection[]> {
    return this.#connection.read((tx) => tx.all<SelectionRow>(runnersSql).map(selectionFrom));
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
    return this.#connection.read((tx) => currentConfig(tx));
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
