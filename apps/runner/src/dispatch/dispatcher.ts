import {
  type Config,
  formatLease,
  type JobStore,
  type QueuectlError,
  type QueueSelection,
  type QueueStatus,
  type StopRequest,
  type TurnResult,
} from "@queuectl/core";
import type { Emit } from "../events/events.ts";
import type { Clock, Timer } from "../service/service.ts";
import { asFailure, isTemporary, type Trouble, waitAfter } from "../service/trouble.ts";
import { removeSpool } from "../spool/files.ts";
import type { Attempts } from "./attempts.ts";
import type { Batch, Outbox } from "./outbox.ts";

/**
 * While all workers are busy, a settlement waits so long for company: one commit instead of several. A turn costs 0.4 ms
 * before it settles anything, so that 10 ms instead of 5 save a sixth of the main thread's time. What is held for the workers
 * lasts for twice as long.
 */
const COMPANY_MS = 10;
/** Nobody is in a hurry to read that something has started. */
const NOTE_MS = 20;
/** While all workers are busy, a change in the store waits so long: it can only be a cancel or a stop. */
const WAKE_MS = 20;
/** A claim that is held longer would have been better off with another runner. */
const HOLD_MS = 50;
/** Without any cause a turn is made so often: it is the proof that the loop lives. */
const IDLE_MS = 5_000;
/** Between turns whose only cause is that more is due than one turn promotes. */
const PROMOTE_MS = 10;
/** Before it leaves, a runner asks for so long after claims that a failed commit may have made all the same. */
const DOUBT_MS = 5_000;

export interface DispatcherOptions extends QueueSelection {
  readonly store: JobStore;
  readonly runner: string;
  readonly untilEmpty: boolean;
  readonly clock: Clock;
  readonly emit: Emit;
  readonly outbox: Outbox;
  readonly attempts: Attempts;
  readonly spoolDir: string;
  readonly trouble: Trouble;
  /** Somebody asked through the store. */
  readonly stopRequested: (how: StopRequest) => void;
  /** The store must not be used any more, or has forgotten this runner. */
  readonly failed: (error: QueuectlError) => void;
}

/** Why no further turn will come. */
export type LastTurn = "closed" | "empty" | "failed";

/**
 * The turn, and when it is worth making. One at a time; none waits while a worker is idle and something can be claimed or
 * settled.
 */
export class Dispatcher {
  readonly #last = Promise.withResolvers<LastTurn>();
  #ended = false;
  #closingAt: number | null = null;
  #failing = false;
  #turning = false;
  #timer: { readonly at: number; readonly timer: Timer } | null = null;
  #lastTurnAt = 0;
  /** Since when something may have changed in the store; all of these are moments that `elapsed` counts. */
  #wokenAt: number | null = 0;
  /** When the next job becomes due, as `elapsed` counts. */
  #dueAt: number | null = null;
  /** The last turn claimed all that it asked for, which may have been nothing. */
  #more = true;
  #failures = 0;
  /** The last turn asked for jobs, and failed: it may have got some. */
  #inDoubt = false;
  #retryAt = 0;
  #config: Config | null = null;

  constructor(private readonly options: DispatcherOptions) {}

  /** Resolves after the last turn. */
  get last(): Promise<LastTurn> {
    return this.#last.promise;
  }

  /** As `elapsed` counts. */
  get lastTurnAt(): number {
    return this.#lastTurnAt;
  }

  /** The config as it was read last. */
  get config(): Config {
    if (this.#config === null) throw new Error("the dispatcher has not been started");
    return this.#config;
  }

  async start(): Promise<void> {
    this.#config = await this.options.store.config();
    this.#lastTurnAt = this.options.clock.elapsed();
    this.plan();
  }

  /** Something may have changed in the store. */
  wake(): void {
    this.#wokenAt ??= this.options.clock.elapsed();
    this.plan();
  }

  /** No more is to come than what runs now: ends after that is settled. */
  close(): void {
    this.#closingAt ??= this.options.clock.elapsed();
    this.plan();
  }

  /** The store must not be used any more: ends as soon as nothing runs. */
  fail(): void {
    this.#failing = true;
    this.plan();
  }

  /** Sees to it that the next turn comes when it is worth making. To be called whenever something has changed. */
  plan(): void {
    if (this.#turning || this.#ended || this.#config === null) return;
    if (this.#failing) {
      if (this.#attempts.none) this.#end("failed");
      return;
    }
    const { clock, outbox } = this.options;
    const now = clock.elapsed();
    if (this.#closingAt !== null && this.#attempts.none && outbox.empty) {
      // Leases that it left behind would count as lost.
      if (!this.#inDoubt || now >= this.#closingAt + DOUBT_MS) {
        this.#end("closed");
        return;
      }
    }
    const at = Math.max(now, this.#nextTurnAt(now));
    if (this.#timer !== null && this.#timer.at <= at) return;
    this.#timer?.timer.cancel();
    this.#timer = { at, timer: clock.after(at - now, () => void this.#turn()) };
  }

  get #attempts(): Attempts {
    return this.options.attempts;
  }

  #nextTurnAt(now: number): number {
    if (this.#retryAt > now) return this.#retryAt;
    const { notedAt, settledAt, releasedAt } = this.options.outbox;
    const { idle, oldestHeldAt, unableUntil } = this.#attempts;
    if (idle > 0 && this.#more) return now;
    const promoteAt = this.#dueAt === null ? null : Math.max(this.#dueAt, this.#lastTurnAt + PROMOTE_MS);
    return Math.min(
      this.#lastTurnAt + IDLE_MS,
      later(releasedAt, 0),
      later(settledAt, idle > 0 ? 0 : COMPANY_MS),
      later(this.#wokenAt, idle > 0 ? 0 : WAKE_MS),
      later(notedAt, NOTE_MS),
      later(oldestHeldAt, HOLD_MS),
      later(promoteAt, 0),
      unableUntil > now ? unableUntil : Number.POSITIVE_INFINITY,
    );
  }

  async #turn(): Promise<void> {
    this.#timer = null;
    this.#turning = true;
    const { clock, trouble } = this.options;
    try {
      await this.#exchange();
      this.#failures = 0;
      trouble.worked();
    } catch (error) {
      this.#wokenAt ??= clock.elapsed();
      if (isTemporary(error)) {
        this.#failures += 1;
        this.#retryAt = clock.elapsed() + waitAfter(this.#failures);
        trouble.failed(error, "the turn");
      } else {
        this.#failing = true;
        this.options.failed(asFailure(error));
      }
    } finally {
      this.#turning = false;
      this.#lastTurnAt = clock.elapsed();
    }
    this.plan();
  }

  async #exchange(): Promise<void> {
    const { store, runner, clock, outbox } = this.options;
    if (this.#wokenAt !== null) {
      this.#wokenAt = null;
      this.#config = await store.config();
    }
    this.#attempts.release(clock.elapsed() - HOLD_MS);
    const { capacity } = this.#attempts;
    const batch = outbox.take();
    let result: TurnResult;
    try {
      const settled = batch.settled.map(({ settlement }) => settlement);
      result = await store.turn({ runner, ...batch, settled, capacity }, clock.now());
      this.#inDoubt = false;
    } catch (error) {
      outbox.restore(batch, clock.elapsed());
      this.#inDoubt ||= capacity > 0;
      throw error;
    }
    this.#more = result.claimed.length >= capacity;
    this.#attempts.hold(result.claimed);
    this.#tell(batch, result);
    this.#attempts.abandon(result.fenced);
    this.#attempts.cancel(result.cancelRequested);
    this.#dueAt = result.nextRunAt === null ? null : clock.elapsed() + result.nextRunAt - clock.now();
    if (result.stopRequested !== null) this.options.stopRequested(result.stopRequested);
    if (this.options.untilEmpty && (await this.#isEmpty())) this.#end("empty");
  }

  /** What is durable now: the spool files have served their purpose, and the log may say so. */
  #tell({ settled }: Batch, { fenced }: TurnResult): void {
    const { emit, spoolDir } = this.options;
    const gone = new Set(fenced.map(formatLease));
    for (const { settlement, job, startedAt, spooled } of settled) {
      const { lease, outcome, verdict, finishedAt } = settlement;
      if (gone.delete(formatLease(lease))) {
        emit({ type: "lease-gone", lease, id: job.id });
        continue;
      }
      if (spooled) removeSpool(spoolDir, lease);
      const durationMs = startedAt === null ? null : finishedAt - startedAt;
      emit({ type: "job-settled", id: job.id, attempt: lease.attempt, outcome, verdict, durationMs, at: finishedAt });
    }
  }

  /** Whether nothing of its queues is pending, processing or waiting for a retry. Jobs for later are not waited for. */
  async #isEmpty(): Promise<boolean> {
    if (!this.#attempts.none || !this.options.outbox.empty) return false;
    return (await this.#waiting()) === 0 && this.#attempts.none;
  }

  /** How many jobs of its queues are pending, processing or waiting for a retry. */
  async #waiting(): Promise<number> {
    const { store, queues, excludedQueues = [], clock } = this.options;
    const named = await Promise.all((queues ?? excludedQueues).map((name) => store.queue(name)));
    const inNamed = named.reduce((sum, queue) => sum + (queue === null ? 0 : unfinished(queue)), 0);
    return queues === null ? unfinished(await store.status(clock.now())) - inNamed : inNamed;
  }

  #end(why: LastTurn): void {
    this.#ended = true;
    this.#timer?.timer.cancel();
    this.#last.resolve(why);
  }
}

function unfinished({ jobs }: Pick<QueueStatus, "jobs">): number {
  return jobs.pending + jobs.processing + jobs.failed;
}

function later(at: number | null, ms: number): number {
  return at === null ? Number.POSITIVE_INFINITY : at + ms;
}
