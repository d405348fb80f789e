import { expect, test } from "bun:test";
import * as fc from "fast-check";
import { CRASH_BUDGET } from "../domain/judge.ts";
import type { Outcome } from "../domain/outcome.ts";
import type { JobState } from "../domain/state.ts";
import { RETRYABLE_STATES } from "../domain/state.ts";
import type { Claim, JobStore } from "../store/index.ts";
import type { Harness, World } from "./scene.ts";
import { DONE, FAILED, runner, settlement } from "./steps.ts";

/** All that a job is to the model. Its place in the list is its place in the queue. */
interface ModelJob {
  readonly id: string;
  readonly priority: number;
  readonly maxRetries: number;
  state: JobState;
  attempts: number;
  crashes: number;
  runAt: number;
  cancelling: boolean;
  /** The one claim whose result counts. */
  claim: Claim | null;
}

interface Model {
  now: number;
  readonly jobs: ModelJob[];
  /** Every claim there ever was. */
  readonly claims: Claim[];
}

interface Real {
  readonly world: World;
  store: JobStore;
  runner: string;
  lives: number;
}

type Command = fc.AsyncCommand<Model, Real>;

/** Random histories, compared step by step with a model that is simpler than the code. */
export function modelContract(harness: Harness): void {
  test("random histories agree with the model", async () => {
    const commands = fc.commands([...histories()], { maxCommands: 40 });
    const property = fc.asyncProperty(commands, async (history) => {
      const real = await begin(harness);
      try {
        await fc.asyncModelRun(() => ({ model: { now: 1_000_000, jobs: [], claims: [] }, real }), history);
        await recount(real);
      } finally {
        await real.store.close();
        await real.world.remove();
      }
    });
    await fc.assert(property, { numRuns: 60, verbose: fc.VerbosityLevel.Verbose });
  });
}

function histories(): fc.Arbitrary<Command>[] {
  const index = fc.nat(1_000);
  const outcome = fc.constantFrom<Outcome>(DONE, FAILED, FAILED, { kind: "interrupted" }, { kind: "cancelled" });
  const loss = fc.constant<Outcome>({ kind: "lost", because: "worker-died" });
  return [
    fc
      .tuple(fc.integer({ min: -1, max: 1 }), fc.constantFrom(0, 0, 5_000), fc.nat(2))
      .map((each) => new Enqueue(...each)),
    fc.nat(3).map((capacity) => new TakeTurn(capacity)),
    fc.nat(3).map((capacity) => new TakeTurn(capacity)),
    fc.tuple(index, fc.oneof({ weight: 4, arbitrary: outcome }, loss)).map((each) => new Settle(...each)),
    fc.tuple(index, outcome).map((each) => new Settle(...each)),
    index.map((each) => new Release(each)),
    index.map((each) => new Cancel(each)),
    index.map((each) => new Retry(each)),
    fc.constantFrom(1, 2_000, 5_000).map((ms) => new Pass(ms)),
    fc.constant(new Crash()),
  ];
}

class Enqueue implements Command {
  constructor(
    readonly priority: number,
    readonly delay: number,
    readonly maxRetries: number,
  ) {}
  check = () => true;
  async run(model: Model, real: Real) {
    const job = {
      id: `j${model.jobs.length}`,
      priority: this.priority,
      maxRetries: this.maxRetries,
      runAt: model.now + this.delay,
    };
    await real.store.enqueue([{ ...job, command: "true" }], model.now);
    const state = this.delay > 0 ? "scheduled" : "pending";
    model.jobs.push({ ...job, state, attempts: 0, crashes: 0, cancelling: false, claim: null });
    await compare(model, real);
  }
  toString = () => `enqueue(priority ${this.priority}, delay ${this.delay}, retries ${this.maxRetries})`;
}

class TakeTurn implements Command {
  constructor(readonly capacity: number) {}
  check = () => true;
  async run(model: Model, real: Real) {
    for (const job of model.jobs) if (isDue(job, model.now)) job.state = "pending";
    const next = model.jobs.filter(({ state }) => state === "pending").toSorted((a, b) => b.priority - a.priority);

    const { claimed } = await take(real, model, { capacity: this.capacity });

    expect(claimed.map(({ job }) => job.id)).toEqual(next.slice(0, this.capacity).map(({ id }) => id));
    for (const claim of claimed) {
      const job = find(model, claim);
      job.state = "processing";
      job.attempts++;
      job.claim = claim;
      model.claims.push(claim);
    }
    await compare(model, real);
  }
  toString = () => `turn(capacity ${this.capacity})`;
}

/** Of any claim there ever was: a second result, and a zombie's, are among them. */
class Settle implements Command {
  constructor(
    readonly index: number,
    readonly outcome: Outcome,
  ) {}
  check = ({ claims }: Readonly<Model>) => claims.length > 0;
  async run(model: Model, real: Real) {
    const claim = model.claims[this.index % model.claims.length] as Claim;
    const job = find(model, claim);
    const { fenced } = await take(real, model, { settled: [settled(claim, job, this.outcome, model.now)] });
    expect(fenced).toHaveLength(job.claim === claim ? 0 : 1);
    if (job.claim === claim) end(job, this.outcome, model.now);
    promoteDue(model);
    await compare(model, real);
  }
  toString = () => `settle(${this.index}, ${JSON.stringify(this.outcome)})`;
}

class Release implements Command {
  constructor(readonly index: number) {}
  check = ({ claims }: Readonly<Model>) => claims.length > 0;
  async run(model: Model, real: Real) {
    const claim = model.claims[this.index % model.claims.length] as Claim;
    const job = find(model, claim);
    const { fenced } = await take(real, model, { released: [claim.lease] });
    expect(fenced).toHaveLength(job.claim === claim ? 0 : 1);
    if (job.claim === claim) {
      Object.assign(job, { state: job.cancelling ? "cancelled" : "pending", attempts: job.attempts - 1 });
      Object.assign(job, { claim: null, cancelling: false });
    }
    promoteDue(model);
    await compare(model, real);
  }
  toString = () => `release(${this.index})`;
}

class Cancel implements Command {
  constructor(readonly index: number) {}
  check = ({ jobs }: Readonly<Model>) => jobs.length > 0;
  async run(model: Model, real: Real) {
    const job = model.jobs[this.index % model.jobs.length] as ModelJob;
    const refused = job.state === "completed" || job.state === "dead";
    const call = real.store.cancel(job.id, model.now);
    if (refused) await expect(call).rejects.toThrow("can be cancelled");
    else await call;
    if (job.state === "processing") job.cancelling = true;
    else if (!refused) job.state = "cancelled";
    await compare(model, real);
  }
  toString = () => `cancel(${this.index})`;
}

class Retry implements Command {
  constructor(readonly index: number) {}
  check = ({ jobs }: Readonly<Model>) => jobs.length > 0;
  async run(model: Model, real: Real) {
    const job = model.jobs[this.index % model.jobs.length] as ModelJob;
    const call = real.store.retry(job.id, RETRYABLE_STATES, model.now);
    if ((RETRYABLE_STATES as readonly JobState[]).includes(job.state)) {
      await call;
      Object.assign(job, { state: "pending", attempts: 0, crashes: 0, runAt: model.now });
    } else await expect(call).rejects.toThrow("can be retried");
    await compare(model, real);
  }
  toString = () => `retry(${this.index})`;
}

class Pass implements Command {
  constructor(readonly ms: number) {}
  check = () => true;
  async run(model: Model) {
    model.now += this.ms;
  }
  toString = () => `pass(${this.ms} ms)`;
}

/** The runner dies; another one rescues what it held, and settles it as lost. */
class Crash implements Command {
  check = () => true;
  async run(model: Model, real: Real) {
    await real.store.close();
    await revive(real, model.now);
    const abandoned = await real.store.rescue(real.runner, model.now);
    const held = model.jobs.filter(({ claim }) => claim !== null);
    expect(abandoned.map(({ job }) => job.id).sort()).toEqual(held.map(({ id }) => id).sort());
    const outcome = { kind: "lost", because: "runner-died" } as const;
    const losses = held.map((job) => settled(job.claim as Claim, job, outcome, model.now));
    expect((await take(real, model, { settled: losses })).fenced).toEqual([]);
    for (const job of held) end(job, outcome, model.now);
    promoteDue(model);
    await compare(model, real);
  }
  toString = () => "crash and rescue";
}

/** The rules of vocabulary and judge, once more and on their own. */
function end(job: ModelJob, outcome: Outcome, now: number): void {
  const { cancelling } = job;
  Object.assign(job, { claim: null, cancelling: false });
  if (outcome.kind === "cancelled") job.state = "cancelled";
  else if (outcome === DONE) job.state = "completed";
  else if (outcome === FAILED) {
    job.state = job.attempts > job.maxRetries ? "dead" : "failed";
    if (job.state === "failed") job.runAt = now + 2 ** job.attempts * 1_000;
  } else {
    job.attempts--;
    job.runAt = now;
    job.state = outcome.kind === "lost" && job.crashes + 1 >= CRASH_BUDGET ? "dead" : "pending";
  }
  job.crashes = outcome.kind === "lost" ? job.crashes + 1 : 0;
  if (cancelling && (job.state === "failed" || job.state === "pending")) job.state = "cancelled";
}

function isDue({ state, runAt }: ModelJob, now: number): boolean {
  return (state === "scheduled" || state === "failed") && runAt <= now;
}

function promoteDue(model: Model): void {
  for (const job of model.jobs) if (isDue(job, model.now)) job.state = "pending";
}

function find(model: Model, claim: Claim): ModelJob {
  return model.jobs.find(({ id }) => id === claim.job.id) as ModelJob;
}

function settled(claim: Claim, job: ModelJob, outcome: Outcome, now: number) {
  // The runner judges by the job as it was claimed; what it was retried or cancelled to since then is the store's business.
  const { crashes } = job.claim === claim ? job : claim.job;
  return settlement({ now }, { ...claim, job: { ...claim.job, crashes } }, outcome);
}

function take(real: Real, { now }: Model, turn: object) {
  return real.store.turn({ runner: real.runner, started: [], settled: [], released: [], capacity: 0, ...turn }, now);
}

async function compare({ jobs }: Model, { store }: Real): Promise<void> {
  const seen = await store.jobs({ limit: 1_000 });
  const told = seen.map(({ id, state, attempts, crashes, cancelRequestedAt }) => {
    return { id, state, attempts, crashes, cancelling: cancelRequestedAt !== null };
  });
  expect(told).toEqual(
    jobs.map(({ id, state, attempts, crashes, cancelling }) => ({ id, state, attempts, crashes, cancelling })),
  );
  const waits = seen.filter(({ state }) => state === "failed").map(({ runAt }) => runAt);
  expect(waits).toEqual(jobs.filter(({ state }) => state === "failed").map(({ runAt }) => runAt));
}

async function begin(harness: Harness): Promise<Real> {
  const world = await harness.create();
  const real = { world, store: await world.open(), runner: "r0", lives: 0 };
  await real.store.register(runner("r0"), 0);
  return real;
}

async function revive(real: Real, now: number): Promise<void> {
  real.store = await real.world.open();
  real.runner = `r${++real.lives}`;
  await real.store.register(runner(real.runner), now);
}

async function recount({ store, world }: Real): Promise<void> {
  const { queues } = await store.status(0);
  for (const [queue, states] of Object.entries(await world.recount())) {
    expect(queues.find(({ name }) => name === queue)?.jobs).toMatchObject(states);
  }
}
