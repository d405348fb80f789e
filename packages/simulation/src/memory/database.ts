import {
  type Config,
  dueSince,
  JOB_STATES,
  type JobState,
  type Lease,
  readConfig,
  type Snapshot,
} from "@queuectl/core";
import type { AttemptRecord, JobRecord, RunnerRecordKept } from "./records.ts";
import { noTotals } from "./totals.ts";

export type Counts = Record<JobState, number>;

/** What all stores on one database share. Whatever is done to it within one synchronous step is one transaction. */
export class MemoryDatabase {
  readonly bySeq = new Map<number, JobRecord>();
  readonly byId = new Map<string, JobRecord>();
  /** The jobs of each state that somebody looks for. */
  readonly inState = Object.fromEntries(JOB_STATES.map((state) => [state, new Set<JobRecord>()])) as Record<
    JobState,
    Set<JobRecord>
  >;
  /** Of the queues that have jobs or are paused; kept by every change's own delta, as the other stores do. */
  readonly counters = new Map<string, Counts>();
  readonly paused = new Set<string>();
  readonly runners = new Map<string, RunnerRecordKept>();
  /** Runners whose process lives. */
  readonly locks = new Set<string>();
  /** What was set, as text; `settings` is what it means. */
  readonly config = new Map<string, string>();
  settings: Config = readConfig(this.config);
  /** What was stored under which idempotency key. */
  readonly keys = new Map<string, { fingerprint: string; first: number; jobs: number; at: number }>();
  readonly totals = noTotals();
  /** The oldest first. */
  snapshots: Snapshot[] = [];
  /** Called after every commit, with the store that need not hear of it. */
  readonly watchers = new Set<(deaf: unknown) => void>();
  /** Rises with every change. */
  version = 0;
  #lastSeq = 0;
  #lastCursor = 0;

  get oldestDueAt(): number | null {
    let oldest: number | null = null;
    for (const job of this.inState.pending) oldest = Math.min(oldest ?? Number.POSITIVE_INFINITY, dueSince(job));
    return oldest;
  }

  nextSeq(): number {
    this.totals.enqueued++;
    return ++this.#lastSeq;
  }

  nextCursor(): number {
    return ++this.#lastCursor;
  }

  add(job: JobRecord): void {
    this.bySeq.set(job.seq, job);
    this.byId.set(job.id, job);
    this.inState[job.state].add(job);
    this.#countersOf(job.queue)[job.state]++;
  }

  remove(job: JobRecord): void {
    this.bySeq.delete(job.seq);
    this.byId.delete(job.id);
    this.inState[job.state].delete(job);
    this.#countersOf(job.queue)[job.state]--;
    this.dropIfEmpty(job.queue);
  }

  /** Forgets a queue that has no job and is not paused. */
  dropIfEmpty(queue: string): void {
    const jobs = Object.values(this.#countersOf(queue)).reduce((sum, jobs) => sum + jobs, 0);
    if (jobs === 0 && !this.paused.has(queue)) this.counters.delete(queue);
  }

  /** Moves a job to another state, with whatever else changes of it. */
  move(job: JobRecord, state: JobState, changes: Partial<JobRecord>): void {
    this.inState[job.state].delete(job);
    this.#countersOf(job.queue)[job.state]--;
    Object.assign(job, changes, { state });
    this.version++;
    this.inState[state].add(job);
    this.#countersOf(job.queue)[state]++;
  }

  /** Adds to what is known of a job's last attempt. */
  note(job: JobRecord, known: Partial<AttemptRecord>): void {
    Object.assign(this.attemptOf(job), known);
    this.version++;
  }

  /** The job that a lease is about, while it holds. */
  held({ seq, attempt, nonce }: Lease): JobRecord | null {
    const job = this.bySeq.get(seq);
    return job !== undefined && job.lastAttempt === attempt && job.nonce === nonce ? job : null;
  }

  attemptOf(job: JobRecord): AttemptRecord {
    return job.attemptRecords.at(-1) as AttemptRecord;
  }

  #countersOf(queue: string): Counts {
    let counts = this.counters.get(queue);
    if (counts === undefined) {
      counts = zeros();
      this.counters.set(queue, counts);
    }
    return counts;
  }
}

export function zeros(): Counts {
  return Object.fromEntries(JOB_STATES.map((state) => [state, 0])) as Counts;
}
