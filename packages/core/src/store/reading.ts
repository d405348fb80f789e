import type { Attempt, Job } from "../domain/job/job.ts";
import type { JobState } from "../domain/state.ts";
import type { Snapshot, StoreSize, Totals } from "./history.ts";
import type { OutputChunk, OutputStream } from "./output.ts";
import type { QueueSelection, RunnerRecord } from "./runners.ts";

/** What can be seen. Reads never wait for writers and never change anything. */
export interface Reading {
  /** `null` when there is none. */
  job(id: string): Promise<Job | null>;

  /** A page of jobs in the order of enqueueing. Rejects with `JobNotFound` when `after` is an id that is not there. */
  jobs(filter: JobFilter): Promise<Job[]>;

  /** A page of the jobs whose ids begin with `prefix`, in the order of their ids. */
  jobsByPrefix(prefix: string, page: PrefixPage): Promise<Job[]>;

  /** All attempts of a job, the oldest first; none for an unknown job. */
  attempts(id: string): Promise<Attempt[]>;

  /** The next chunks of one attempt's output, in the order in which they were shipped; both streams unless one is named. */
  output(id: string, query: OutputQuery): Promise<OutputChunk[]>;

  /** The next chunks of one stream of one attempt, from the one that carries a certain byte or follows it. */
  outputFrom(id: string, place: OutputPlace): Promise<OutputChunk[]>;

  /** Costs the same at ten jobs and at ten million, in one queue and in as many. */
  status(now: number): Promise<StoreStatus>;

  /** One queue; `null` for one that has neither jobs nor anything set. */
  queue(name: string): Promise<QueueStatus | null>;

  /** A page of the queues that have jobs, or something set, by name. */
  queues(page: QueuePage): Promise<QueueStatus[]>;

  /** At most `limit` of the selected queues that have something to claim and are not paused, the first to be claimed first. */
  waitingQueues(selection: QueueSelection, limit: number): Promise<string[]>;

  /** Every runner that is registered, dead ones included, the oldest first. */
  runners(now: number): Promise<RunnerRecord[]>;

  /** Which queues the registered runners serve, dead ones included: cheaper than to ask who of them lives. */
  servedQueues(): Promise<QueueSelection[]>;

  /** What happened since the store was made. Exact: counted with what it counts, in the same transaction. */
  totals(): Promise<Totals>;

  /**
   * The first snapshot of each `stepMs` since the epoch that has one, the oldest first, from `since` on; they are
   * kept for a day. Snapshots are taken by who works: every ten seconds while attempts end, else with every heartbeat. Where there is none,
   * no attempt ended.
   */
  history(since: number, stepMs: number): Promise<Snapshot[]>;

  /** As it is on disk now. */
  size(): Promise<StoreSize>;

  /** Whether work can go on; never rejects. */
  health(): Promise<StoreHealth>;

  /**
   * Calls `listener` soon after anything in the store may have changed, by whomever: within milliseconds where the change
   * signals itself, within `pollMs()` where its writer died before it could. False alarms are allowed.
   */
  watch(listener: () => void, pollMs: () => number): Watch;
}

export interface Watch {
  close(): void;
}

export interface JobFilter {
  /** All states unless given. */
  readonly states?: readonly JobState[] | undefined;
  readonly queue?: string | undefined;
  /** The page begins behind this place: what `cursorOf` told of a job, be it there or not; or the id of one that is. */
  readonly after?: string | undefined;
  /** The newest first. */
  readonly reverse?: boolean | undefined;
  readonly limit: number;
  /** Each as `excerptOf` shows it: then a page has a bound, whatever its jobs are. */
  readonly excerpts?: boolean | undefined;
}

export interface PrefixPage {
  /** The page begins behind this id, be there a job or not. */
  readonly after?: string | undefined;
  readonly limit: number;
  readonly excerpts?: boolean | undefined;
}

export interface QueuePage {
  /** The page begins behind this name, be there a queue or not. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface OutputPlace {
  readonly attempt: number;
  readonly stream: OutputStream;
  /** The place of a byte in all that the stream has carried. */
  readonly from: number;
  readonly limit: number;
}

export interface OutputQuery {
  readonly attempt: number;
  readonly stream?: OutputStream | undefined;
  /** The cursor of the last chunk seen. */
  readonly after?: number | undefined;
  /** At most so many chunks, of at most 64 KiB each. */
  readonly limit: number;
}

/** A status tells of so many queues at most. */
export const SHOWN_QUEUES = 100;

export interface StoreStatus {
  readonly jobs: Readonly<Record<JobState, number>>;
  /** By name: all, or of more than `SHOWN_QUEUES` as many, those in which something waits, runs or has failed before others. */
  readonly queues: readonly QueueStatus[];
  /** How many queues there are. */
  readonly queueCount: number;
  /** Since when the pending job that has waited longest waits; see `dueSince`. */
  readonly oldestDueAt: number | null;
  /** When the next scheduled job or retry becomes due. */
  readonly nextRunAt: number | null;
  /** Attempts that ended in the last minute. */
  readonly lastMinute: { readonly completed: number; readonly failed: number };
}

export interface QueueStatus {
  readonly name: string;
  readonly paused: boolean;
  readonly jobs: Readonly<Record<JobState, number>>;
}

export interface StoreHealth {
  readonly ok: boolean;
  readonly checks: readonly HealthCheck[];
}

export interface HealthCheck {
  /** A word for programs, such as `readable`, `writable`, `unlocked`, `space`. */
  readonly name: string;
  readonly ok: boolean;
  /** Why not, in one line. */
  readonly reason: string | null;
}
