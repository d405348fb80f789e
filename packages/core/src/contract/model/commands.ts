import { expect } from "bun:test";
import type * as fc from "fast-check";
import type { Outcome } from "../../domain/attempt/outcome.ts";
import { RETRYABLE_STATES } from "../../domain/state.ts";
import type { Claim, TurnResult } from "../../store/index.ts";
import { DONE, FAILED, LIMITS, piece, settlement, start } from "../scene/steps.ts";
import type { Model, ModelJob } from "./model.ts";
import { QUEUES, type Real } from "./real.ts";

/** One step of a history: does the same to the model and to the store, and expects the same of both. */
export class Step implements fc.AsyncCommand<Model, Real> {
  constructor(
    readonly name: string,
    readonly check: (model: Readonly<Model>) => boolean,
    readonly act: (model: Model, real: Real) => Promise<void>,
  ) {}

  async run(model: Model, real: Real): Promise<void> {
    await this.act(model, real);
    await real.compare(model);
  }

  toString = () => this.name;
}

const always = () => true;
const anyJob = ({ jobs }: Readonly<Model>) => jobs.length > 0;
const anyClaim = ({ claims }: Readonly<Model>) => claims.length > 0;
const jobAt = ({ jobs }: Model, index: number) => jobs[index % jobs.length] as ModelJob;
/** Of any claim there ever was: those of zombies, and those with a result, are among them. */
const claimAt = ({ claims }: Model, index: number) => claims[index % claims.length] as Claim;

export function enqueue(count: number, priority: number, delay: number, maxRetries: number | null): Step {
  return new Step(`enqueue(${count}, ${priority}, ${delay}, ${maxRetries})`, always, async (model, real) => {
    const runAt = model.now + delay;
    const specs = Array.from({ length: count }, (_, i) => ({
      id: `j${model.enqueued++}`,
      queue: i % 2 === 0 ? "a" : "b",
      priority,
      runAt,
      command: "true",
      ...(maxRetries !== null && { maxRetries }),
    }));
    await real.store.enqueue(specs, model.now);
    for (const { id, queue } of specs) {
      const fresh = { attempts: 0, crashes: 0, finishedAt: null, cancelling: false, claim: null, holder: null };
      const state = delay > 0 ? "scheduled" : "pending";
      const retries = maxRetries ?? model.maxRetries;
      model.jobs.push({ id, queue, priority, runAt, maxRetries: retries, state, ...fresh, history: new Map() });
    }
  });
}

/** An id that is taken: neither it nor its companion is stored. */
export function enqueueTwice(index: number): Step {
  return new Step(`enqueue one again(${index})`, anyJob, async (model, real) => {
    const specs = [
      { id: "companion", command: "true" },
      { id: jobAt(model, index).id, command: "true" },
    ];
    await expect(real.store.enqueue(specs, model.now)).rejects.toThrow("exists already");
  });
}

export function turn(seat: number, capacity: number): Step {
  return new Step(`turn(${seat}, capacity ${capacity})`, always, async (model, real) => {
    model.promote();
    const next = model.next(QUEUES[seat] ?? null, capacity);
    const result = await real.take(seat, model, { capacity });
    expect(result.claimed.map(({ job }) => job.id)).toEqual(next.map(({ id }) => id));
    for (const claim of result.claimed) model.claim(claim, real.seat(seat).runner);
    expectTold(result, model, real.seat(seat).runner);
  });
}

/** What a turn says beside its claims. */
function expectTold({ nextRunAt, cancelRequested, stopRequested }: TurnResult, model: Model, runner: string): void {
  const cancelling = model.held.filter((job) => job.cancelling && job.holder === runner);
  expect(cancelRequested.map(({ nonce }) => nonce).sort()).toEqual(
    cancelling.map(({ claim }) => claim?.lease.nonce ?? "").sort(),
  );
  expect(nextRunAt).toBe(model.nextRunAt);
  expect(stopRequested).toBe(model.stops.get(runner) ?? null);
}

export function settle(seat: number, index: number, outcome: Outcome, times = 1): Step {
  return new Step(`settle(${seat}, ${index}, ${JSON.stringify(outcome)}) ×${times}`, anyClaim, async (model, real) => {
    const claim = claimAt(model, index);
    const gone = model.holds(claim) ? times - 1 : times;
    const settled = Array.from({ length: times }, () => judged(model, claim, outcome));
    const { fenced } = await real.take(seat, model, { settled });
    expect(fenced).toHaveLength(gone);
    model.settle(claim, outcome);
    model.promote();
  });
}

/** The runner judges by the job as it was claimed, or rescued; what was done to it since then is the store's business. */
function judged(model: Model, claim: Claim, outcome: Outcome) {
  const crashes = model.holds(claim) ? (model.jobOf(claim)?.crashes ?? 0) : claim.job.crashes;
  return settlement({ now: model.now }, { ...claim, job: { ...claim.job, crashes } }, outcome);
}

export function release(seat: number, index: number): Step {
  return new Step(`release(${seat}, ${index})`, anyClaim, async (model, real) => {
    const claim = claimAt(model, index);
    const gone = model.holds(claim) ? [] : [claim.lease];
    const { fenced } = await real.take(seat, model, { released: [claim.lease] });
    expect(fenced).toEqual(gone);
    model.release(claim);
    model.promote();
  });
}

/** A note that an attempt started, and some of its output. */
export function report(seat: number, index: number): Step {
  return new Step(`report(${seat}, ${index})`, anyClaim, async (model, real) => {
    const claim = claimAt(model, index);
    const holds = model.holds(claim);
    const noted = { ...start({ now: model.now } as never, claim.lease), at: model.now };
    const { fenced } = await real.take(seat, model, { started: [noted] });
    expect(fenced).toEqual(holds ? [] : [claim.lease]);
    model.promote();
    expect(await real.seat(seat).store.ship(claim.lease, [piece("x")], LIMITS)).toBe(holds);
    expect(await real.store.holding([claim.lease])).toEqual(holds ? [claim.lease] : []);
  });
}

export function cancel(index: number): Step {
  return new Step(`cancel(${index})`, anyJob, async (model, real) => {
    const job = jobAt(model, index);
    const call = real.store.cancel(job.id, model.now);
    if (job.state === "completed" || job.state === "dead") await expect(call).rejects.toThrow("can be cancelled");
    else {
      await call;
      model.cancel(job);
    }
  });
}

export function retry(index: number): Step {
  return new Step(`retry(${index})`, anyJob, async (model, real) => {
    const job = jobAt(model, index);
    const call = real.store.retry(job.id, RETRYABLE_STATES, model.now);
    if ((RETRYABLE_STATES as readonly string[]).includes(job.state)) {
      await call;
      model.retry(job);
    } else await expect(call).rejects.toThrow("can be retried");
  });
}

export const OUTCOMES: readonly Outcome[] = [DONE, FAILED, FAILED, { kind: "interrupted" }, { kind: "cancelled" }];
export const LOST: Outcome = { kind: "lost", because: "worker-died" };
