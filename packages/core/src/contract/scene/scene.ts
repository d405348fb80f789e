import { afterEach, beforeEach, expect } from "bun:test";
import type { JobState } from "../../domain/state.ts";
import type { JobStore } from "../../store/index.ts";

/** What an adapter brings along to be tested. */
export interface Harness {
  /** Makes an empty database. */
  create(): Promise<World>;
}

/** One database. */
export interface World {
  /** Opens one more store on it, as another process would. */
  open(): Promise<JobStore>;
  /** Counts the jobs themselves, by queue and state; states without a job may be left out. */
  recount(): Promise<Record<string, Partial<Record<JobState, number>>>>;
  /** Removes the database. All stores are closed by then. */
  remove(): Promise<void>;
}

/** What a case plays with. */
export interface Scene {
  readonly store: JobStore;
  readonly world: World;
  /** Stands still, but for `pass`. */
  readonly now: number;
  pass(ms: number): void;
  /** One more store on the same database. To close it is to let its process die. */
  another(): Promise<JobStore>;
}

const EPOCH = Date.UTC(2026, 0, 31, 9);

/** A fresh database for each case of the surrounding `describe`, and the recount after it. */
export function setScene(harness: Harness): Scene {
  let world: World;
  let store: JobStore;
  let now: number;
  let others: JobStore[];

  beforeEach(async () => {
    world = await harness.create();
    store = await world.open();
    now = EPOCH;
    others = [];
  });

  afterEach(async () => {
    const queues = await store.queues({ limit: 100_000 });
    const recount = await world.recount();
    await Promise.all([store, ...others].map((each) => each.close()));
    await world.remove();
    for (const queue of queues) expect(queue.jobs).toMatchObject(recount[queue.name] ?? {});
    const counted = queues.flatMap((queue) => Object.values(queue.jobs)).reduce((sum, jobs) => sum + jobs, 0);
    const there = Object.values(recount).flatMap((states) => Object.values(states));
    expect(counted).toBe(there.reduce((sum, jobs) => sum + jobs, 0));
    for (const { paused, jobs } of queues) expect(paused || Object.values(jobs).some((each) => each > 0)).toBe(true);
  });

  return {
    get store() {
      return store;
    },
    get world() {
      return world;
    },
    get now() {
      return now;
    },
    pass(ms) {
      now += ms;
    },
    async another() {
      const other = await world.open();
      others.push(other);
      return other;
    },
  };
}
