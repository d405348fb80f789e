import {
  CRASH_BUDGET,
  formatLease,
  type Job,
  type JobSpec,
  type JobState,
  type Lease,
  type Outcome,
  type Settlement,
} from "@queuectl/core";
import type { Order } from "@queuectl/runner/messages";
import type { Child } from "../machine/child.ts";
import type { Wall } from "../machine/wall.ts";
import { Violation } from "./violation.ts";

/** What is known of a job from outside, without asking the store. */
interface Known {
  readonly id: string;
  readonly maxRetries: number;
  dueAt: number;
  /** Results that count, and losses in a row, since it was enqueued or retried. */
  failures: number;
  losses: number;
  finished: "completed" | "dead" | "cancelled" | null;
  cancelWanted: boolean;
  lastAttempt: number;
  /** Its processes that live, but for those that nobody can see any more. */
  readonly living: Set<string>;
}

/** Watches jobs from outside, and throws a `Violation` as soon as one of the promises is broken. */
export class Oracle {
  readonly #jobs = new Map<string, Known>();
  /** How the process of each lease ended; `null` while it lives. */
  readonly #ends = new Map<string, Outcome | null>();
  /** Leases with a recorded result. */
  readonly #settled = new Set<string>();
  /** Leases whose worker died under them. */
  readonly #orphaned = new Set<string>();
  /** Runners that died, or that others may take for dead. */
  readonly #deadRunners = new Set<string>();
  readonly acknowledged = new Set<string>();
  /** The processes that live, but for those that nobody can see any more. */
  readonly living = new Set<string>();
  executions = 0;
  /** The first promise that was broken. */
  violation: Violation | null = null;

  constructor(
    private readonly wall: Wall,
    /** Runners on other hosts can be taken for dead though they live, and their processes cannot be ended. */
    private readonly severalHosts: boolean,
  ) {}

  /** Somebody is about to enqueue this; whether it was stored shows later. */
  offered(spec: JobSpec & { readonly id: string; readonly maxRetries: number }, now: number): void {
    const { id, maxRetries, runAt = now } = spec;
    const fresh = { failures: 0, losses: 0, finished: null, cancelWanted: false, lastAttempt: 0 };
    this.#jobs.set(id, { id, maxRetries, dueAt: runAt, ...fresh, living: new Set() });
  }

  /** An attempt's process is started. */
  spawns({ id, lease }: Order): void {
    const job = this.#of(id);
    this.executions++;
    if (job.living.size > 0) this.#broken(id, `attempt ${lease.attempt} overlaps ${[...job.living]}`);
    if (this.wall.highest < job.dueAt) this.#broken(id, `starts ${job.dueAt - this.wall.highest} ms early`);
    if (job.finished !== null) this.#broken(id, `executes again though it is ${job.finished}`);
    if (job.failures > job.maxRetries) this.#broken(id, `executes after ${job.failures} failures`);
    if (job.losses >= CRASH_BUDGET) this.#broken(id, `executes after ${job.losses} losses in a row`);
    if (lease.attempt <= job.lastAttempt) this.#broken(id, `attempt ${lease.attempt} follows ${job.lastAttempt}`);
    job.lastAttempt = lease.attempt;
    job.living.add(formatLease(lease));
    this.living.add(formatLease(lease));
    this.#ends.set(formatLease(lease), null);
  }

  exits({ job, cookie, outcome }: Child): void {
    this.#of(job).living.delete(cookie);
    this.living.delete(cookie);
    this.#ends.set(cookie, outcome);
  }

  workerDied(lease: Lease): void {
    this.#orphaned.add(formatLease(lease));
  }

  runnerDied(id: string): void {
    this.#deadRunners.add(id);
  }

  /** A result was recorded, and the job became `state`; `runner` is the one that claimed it. */
  settles({ lease, outcome, verdict }: Settlement, id: string, runner: string, state: JobState): void {
    const key = formatLease(lease);
    const job = this.#of(id);
    if (this.#settled.has(key)) this.#broken(job.id, `attempt ${lease.attempt} has a second result`);
    this.#settled.add(key);
    this.#checkTruth(job, key, outcome, this.#deadRunners.has(runner));
    if (outcome.kind !== "interrupted") job.losses = outcome.kind === "lost" ? job.losses + 1 : 0;
    if (counts(outcome)) job.failures++;
    if (verdict.state === "failed") job.dueAt = verdict.runAt;
    this.#become(job, state);
  }

  /** An operator cancelled it; a running one is asked to end. */
  cancels({ id, state }: Pick<Job, "id" | "state">): void {
    const job = this.#of(id);
    job.cancelWanted = true;
    this.#become(job, state);
  }

  /** An operator made it pending again. */
  retries(id: string): void {
    const fresh = { failures: 0, losses: 0, finished: null, cancelWanted: false, dueAt: 0 };
    Object.assign(this.#of(id), fresh);
  }

  /** A claim was given back unused. */
  releases({ id, state }: Pick<Job, "id" | "state">, lease: Lease): void {
    if (this.#ends.has(formatLease(lease))) this.#broken(id, `was executed, and is given back: ${formatLease(lease)}`);
    this.#become(this.#of(id), state);
  }

  #become(job: Known, state: JobState): void {
    if (state === "cancelled" && !job.cancelWanted) this.#broken(job.id, "is cancelled though nobody wanted that");
    if (state === "dead" && job.failures <= job.maxRetries && job.losses < CRASH_BUDGET) {
      this.#broken(job.id, `is dead after ${job.failures} failures and ${job.losses} losses`);
    }
    if (state === "completed" || state === "dead" || state === "cancelled") job.finished = state;
  }

  /** What is recorded must be what happened to the process. */
  #checkTruth(job: Known, key: string, outcome: Outcome, runnerDied: boolean): void {
    const end = this.#ends.get(key);
    const abandoned = outcome.kind === "lost" || outcome.kind === "interrupted";
    const unseen = this.severalHosts && runnerDied && abandoned;
    if (end === null && !unseen) this.#broken(job.id, `has a result while its process lives: ${key}`);
    if (unseen) {
      job.living.delete(key);
      this.living.delete(key);
    }
    if (outcome.kind === "lost" && !runnerDied && !this.#orphaned.has(key)) {
      this.#broken(job.id, `is lost though nothing died: ${key}`);
    }
    if (outcome.kind !== "exited") return;
    if (end?.kind !== "exited" || end.exitCode !== outcome.exitCode) {
      this.#broken(job.id, `exited with ${outcome.exitCode}, and did not: ${JSON.stringify(end)}`);
    }
  }

  #of(id: string): Known {
    const job = this.#jobs.get(id);
    if (job === undefined) throw this.violated(`job ${id} came from nowhere`);
    return job;
  }

  #broken(id: string, what: string): never {
    throw this.violated(`job ${id}: ${what}`);
  }

  /** Notes that a promise is broken: whoever threw it may be caught on the way. */
  violated(what: string): Violation {
    this.violation ??= new Violation(what);
    return this.violation;
  }
}

function counts(outcome: Outcome): boolean {
  if (outcome.kind === "exited") return outcome.exitCode !== 0;
  return outcome.kind === "signalled" || outcome.kind === "timed-out" || outcome.kind === "spawn-failed";
}
