import { CRASH_BUDGET } from "../../domain/attempt/judge.ts";
import type { Outcome } from "../../domain/attempt/outcome.ts";
import type { JobState } from "../../domain/state.ts";
import type { Claim, StopRequest } from "../../store/index.ts";
import { DONE } from "../scene/steps.ts";

/** All that a job is to the model. Its place in the list is its place in the queue. */
export interface ModelJob {
  readonly id: string;
  readonly queue: string;
  readonly priority: number;
  readonly maxRetries: number;
  state: JobState;
  attempts: number;
  crashes: number;
  runAt: number;
  finishedAt: number | null;
  cancelling: boolean;
  /** The one claim whose result counts. */
  claim: Claim | null;
  /** The runner that has it: the one that claimed it, or the one that rescued it. */
  holder: string | null;
  /** How each attempt ended; `null` while it has not. */
  readonly history: Map<number, Outcome["kind"] | null>;
}

/** A queue that is simpler than any store: a list, and rules. */
export class Model {
  now = 1_000_000;
  jobs: ModelJob[] = [];
  /** Every claim there ever was. */
  readonly claims: Claim[] = [];
  /** Registered runners that died, and were not rescued yet. */
  readonly dead = new Set<string>();
  /** Those that were, and are forgotten since. */
  readonly ghosts: string[] = [];
  readonly stops = new Map<string, StopRequest>();
  readonly paused = new Set<string>();
  maxRetries = 3;
  enqueued = 0;

  /** The job of a claim; `null` when it was deleted meanwhile. */
  jobOf(claim: Claim): ModelJob | null {
    return this.jobs.find(({ id }) => id === claim.job.id) ?? null;
  }

  /** Whether a claim's lease holds. */
  holds(claim: Claim): boolean {
    return this.jobOf(claim)?.claim === claim;
  }

  get held(): ModelJob[] {
    return this.jobs.filter(({ claim }) => claim !== null);
  }

  /** Those that have a job, or are paused. */
  get queues(): Set<string> {
    return new Set([...this.paused, ...this.jobs.map(({ queue }) => queue)]);
  }

  promote(): void {
    for (const job of this.jobs) {
      if ((job.state === "scheduled" || job.state === "failed") && job.runAt <= this.now) job.state = "pending";
    }
  }

  get nextRunAt(): number | null {
    const waiting = this.jobs.filter(({ state }) => state === "scheduled" || state === "failed");
    return waiting.length === 0 ? null : Math.min(...waiting.map(({ runAt }) => runAt));
  }

  /** What a runner of these queues gets next. */
  next(queues: readonly string[] | null, capacity: number): ModelJob[] {
    return this.jobs
      .filter(
        ({ state, queue }) =>
          state === "pending" && !this.paused.has(queue) && (queues === null || queues.includes(queue)),
      )
      .toSorted((a, b) => b.priority - a.priority)
      .slice(0, capacity);
  }

  claim(claim: Claim, holder: string): void {
    const job = this.jobOf(claim);
    if (job === null) throw new Error(`${claim.job.id} was claimed, and is not there`);
    const number = Math.max(0, ...job.history.keys()) + 1;
    if (claim.lease.attempt !== number)
      throw new Error(`${job.id}: attempt ${claim.lease.attempt} in place of ${number}`);
    Object.assign(job, { state: "processing", attempts: job.attempts + 1, claim, holder });
    job.history.set(claim.lease.attempt, null);
    this.claims.push(claim);
  }

  /** The rules of vocabulary and judge, once more and on their own. Changes nothing when the lease is gone. */
  settle(claim: Claim, outcome: Outcome): void {
    const job = this.jobOf(claim);
    if (job?.claim !== claim) return;
    const { cancelling } = job;
    job.history.set(claim.lease.attempt, outcome.kind);
    Object.assign(job, FREE);
    if (outcome.kind === "cancelled") job.state = "cancelled";
    else if (outcome === DONE) job.state = "completed";
    else if (outcome.kind === "lost" || outcome.kind === "interrupted") {
      job.attempts--;
      job.runAt = this.now;
      job.state = outcome.kind === "lost" && job.crashes + 1 >= CRASH_BUDGET ? "dead" : "pending";
    } else {
      job.state = job.attempts > job.maxRetries ? "dead" : "failed";
      if (job.state === "failed") job.runAt = this.now + 2 ** job.attempts * 1_000;
    }
    if (outcome.kind !== "interrupted") job.crashes = outcome.kind === "lost" ? job.crashes + 1 : 0;
    if (cancelling && (job.state === "failed" || job.state === "pending")) job.state = "cancelled";
    job.finishedAt = isFinished(job.state) ? this.now : null;
  }

  release(claim: Claim): void {
    const job = this.jobOf(claim);
    if (job?.claim !== claim) return;
    job.history.delete(claim.lease.attempt);
    job.attempts--;
    this.#end(job, job.cancelling ? "cancelled" : "pending");
    Object.assign(job, FREE);
  }

  cancel(job: ModelJob): void {
    if (job.state === "processing") job.cancelling = true;
    else if (job.state !== "cancelled") this.#end(job, "cancelled");
  }

  retry(job: ModelJob): void {
    Object.assign(job, { state: "pending", attempts: 0, crashes: 0, runAt: this.now, finishedAt: null });
  }

  #end(job: ModelJob, state: JobState): void {
    job.state = state;
    job.finishedAt = isFinished(state) ? this.now : null;
  }
}

const FREE = { claim: null, holder: null, cancelling: false };

function isFinished(state: JobState): boolean {
  return state === "completed" || state === "dead" || state === "cancelled";
}
