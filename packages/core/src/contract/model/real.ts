import { expect } from "bun:test";
import { JOB_STATES } from "../../domain/state.ts";
import type { JobStore, Turn, TurnResult } from "../../store/index.ts";
import type { Harness, World } from "../scene/scene.ts";
import { runner } from "../scene/steps.ts";
import type { Model } from "./model.ts";

/** Which queues each of the two runners serves. */
export const QUEUES: readonly (readonly string[] | null)[] = [null, ["b"]];

/** A process with a store and a runner in it. When it dies, another one takes its place. */
interface Seat {
  store: JobStore;
  runner: string;
}

/** The store that the model is compared with, as two processes have it. */
export class Real {
  #lives = 0;

  private constructor(
    readonly world: World,
    readonly seats: readonly Seat[],
  ) {}

  static async begin(harness: Harness, { now }: Model): Promise<Real> {
    const world = await harness.create();
    const seats = [];
    for (const [index, queues] of QUEUES.entries()) {
      const store = await world.open();
      await store.register(runner(`first${index}`, { queues }), now);
      seats.push({ store, runner: `first${index}` });
    }
    return new Real(world, seats);
  }

  seat(index: number): Seat {
    return this.seats[index] as Seat;
  }

  get store(): JobStore {
    return this.seat(0).store;
  }

  take(index: number, { now }: Model, turn: Partial<Turn>): Promise<TurnResult> {
    const { store, runner } = this.seat(index);
    return store.turn({ runner, started: [], settled: [], released: [], capacity: 0, ...turn }, now);
  }

  /** The process dies, and another one begins in its place. Returns the name of the dead runner. */
  async crash(index: number, { now }: Model): Promise<string> {
    const seat = this.seat(index);
    const dead = seat.runner;
    await seat.store.close();
    seat.store = await this.world.open();
    seat.runner = `runner${++this.#lives}`;
    await seat.store.register(runner(seat.runner, { queues: QUEUES[index] ?? null }), now);
    return dead;
  }

  async end(): Promise<void> {
    for (const { store } of this.seats) await store.close();
    await this.world.remove();
  }

  /** Everything that can be seen of the jobs is what the model has. */
  async compare(model: Model): Promise<void> {
    const seen = await this.store.jobs({ limit: 10_000 });
    const told = seen.map((job) => {
      const { id, state, attempts, crashes, finishedAt, runner: holder } = job;
      const waits = state === "scheduled" || state === "failed";
      const cancelling = job.cancelRequestedAt !== null;
      return { id, state, attempts, crashes, finishedAt, holder, cancelling, runAt: waits ? job.runAt : null };
    });
    const expected = model.jobs.map((job) => {
      const { id, state, attempts, crashes, finishedAt, holder, cancelling } = job;
      const waits = state === "scheduled" || state === "failed";
      return { id, state, attempts, crashes, finishedAt, holder, cancelling, runAt: waits ? job.runAt : null };
    });
    expect(told).toEqual(expected);
    const { jobs, queues, queueCount } = await this.store.status(model.now);
    expect(queues.map(({ name }) => name)).toEqual([...model.queues].sort());
    expect(queueCount).toBe(queues.length);
    for (const state of JOB_STATES) expect(jobs[state]).toBe(expected.filter((job) => job.state === state).length);
  }

  /** Once, at the end: every attempt's result, and the counters against a recount. */
  async compareHistory(model: Model): Promise<void> {
    for (const { id, history } of model.jobs) {
      const attempts = await this.store.attempts(id);
      expect(attempts.map(({ number, outcome }) => [number, outcome])).toEqual([...history]);
    }
    const queues = await this.store.queues({ limit: 100 });
    for (const [queue, states] of Object.entries(await this.world.recount())) {
      expect(queues.find(({ name }) => name === queue)?.jobs).toMatchObject(states);
    }
  }
}
