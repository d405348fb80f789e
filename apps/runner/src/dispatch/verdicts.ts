import { constants } from "node:os";
import { type Claim, type Config, judge, type Lease, type Outcome, type OutputPiece } from "@queuectl/core";
import type { Ended, Start } from "../messages/messages.ts";
import { limitsOf, policyOf } from "../messages/order.ts";
import type { Clock } from "../service/service.ts";
import type { Outbox } from "./outbox.ts";

/** A child that somebody else signalled may be the first to know that this runner is being stopped. */
const STOP_SIGNAL_MS = 100;
const STOP_SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP", "SIGKILL"] as const;
/** Who catches such a signal, or waits for somebody who died of it, exits with 128 and its number: shells, and Java. */
const STOP_EXIT_CODES: readonly number[] = STOP_SIGNALS.map((signal) => 128 + constants.signals[signal]);

export interface VerdictsOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly config: () => Config;
  readonly outbox: Outbox;
  /** There is something to tell the store. */
  readonly changed: () => void;
}

/** How an attempt ended, and what goes to the store with that. */
export interface End {
  readonly outcome: Outcome;
  readonly finishedAt: number;
  readonly output: readonly OutputPiece[];
  /** `null` when it was never started. */
  readonly start: Start | null;
  /** Whether it has spool files. */
  readonly spooled: boolean;
}

/** Judges the attempts that have ended, and has the next turn settle them. */
export class Verdicts {
  /** Ended, but not judged yet: see `STOP_SIGNAL_MS`. */
  #open = 0;
  #stopping = false;

  constructor(private readonly options: VerdictsOptions) {}

  /** Every end that was taken in has been judged. */
  get none(): boolean {
    return this.#open === 0;
  }

  /** The runner stops: a death by one of the signals that stop everything is no fault of the job from here on. */
  stop(): void {
    this.#stopping = true;
  }

  /** Judges what a worker reported: at once, or after the time in which a stop may follow. */
  ended(claim: Claim, start: Start | null, { outcome, finishedAt, output, spooled }: Ended): void {
    const byOther = looksStopped(outcome);
    const decide = () => {
      const interrupted = byOther && this.#stopping;
      this.settle(claim, {
        outcome: interrupted ? { kind: "interrupted" } : outcome,
        finishedAt,
        output,
        start,
        spooled,
      });
    };
    if (!byOther || this.#stopping) {
      decide();
      return;
    }
    this.#open += 1;
    this.options.clock.after(STOP_SIGNAL_MS, () => {
      this.#open -= 1;
      decide();
    });
  }

  /** Has the next turn take back a claim that nothing has come of: it does not count. */
  giveBack(lease: Lease): void {
    this.options.outbox.release(lease, this.options.clock.elapsed());
    this.options.changed();
  }

  /** Judges an attempt now. */
  settle({ lease, job }: Claim, { outcome, finishedAt, output, start, spooled }: End): void {
    const { clock, random, config, outbox, changed } = this.options;
    const verdict = judge(policyOf(job, config()), outcome, finishedAt, random);
    const settlement = { lease, outcome, verdict, finishedAt, output, limits: limitsOf(config()) };
    outbox.settle({ settlement, job, startedAt: start?.at ?? null, spooled }, clock.elapsed());
    changed();
  }
}

/** Whether somebody may have asked the process to end; not where it was this runner's own doing. */
function looksStopped(outcome: Outcome): boolean {
  if (outcome.kind === "exited") return STOP_EXIT_CODES.includes(outcome.exitCode);
  return outcome.kind === "signalled" && (STOP_SIGNALS as readonly string[]).includes(outcome.signal);
}
