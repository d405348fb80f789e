import { expect, test } from "bun:test";
import type { Thread } from "../src/machine.ts";
import type { FromWorker, Order } from "../src/messages/messages.ts";
import type { PoolListener } from "../src/pool/pool.ts";
import { Supervisor } from "../src/pool/supervisor.ts";
import { ManualClock } from "./manual-clock.ts";

class ScriptedThread implements Thread {
  #heard: (message: FromWorker) => void = () => {};
  #left: () => void = () => {};

  postMessage(): void {}

  on(event: string, listener: (message: FromWorker) => void): void {
    if (event === "message") this.#heard = listener;
    if (event === "exit") this.#left = listener as () => void;
  }

  says(message: FromWorker): void {
    this.#heard(message);
  }

  dies(): void {
    this.#left();
  }
}

const order = { lease: { seq: 1, attempt: 1, nonce: "n" } } as Order;

function starting(workers: number) {
  const threads: ScriptedThread[] = [];
  const startThread = () => {
    const thread = new ScriptedThread();
    threads.push(thread);
    return thread;
  };
  const listener = { available: () => {}, lost: async () => {}, unable: () => {} } as unknown as PoolListener;
  const clock = new ManualClock();
  const supervisor = new Supervisor({ workers, startThread, clock, emit: () => {}, listener });
  return { threads, supervisor, clock, started: supervisor.start() };
}

async function scene(workers: number) {
  const { threads, supervisor, clock, started } = starting(workers);
  for (let ready = 0; ready < threads.length; ready++) {
    threads[ready]?.says({ type: "ready" });
    await Bun.sleep(0);
  }
  await started;
  return { threads, supervisor, clock };
}

test("the first four are started one after the other, then one more than are busy, up to their number", async () => {
  const { threads, supervisor } = await scene(6);
  expect(threads).toHaveLength(4);
  for (const booted of [4, 4, 4, 5, 6, 6]) {
    supervisor.execute(order);
    expect(threads).toHaveLength(booted);
    threads[booted - 1]?.says({ type: "ready" });
  }
  expect(supervisor).toMatchObject({ idle: 0, busy: 6, alive: 6 });
});

test("workers that nobody has needed yet count as alive, and idle ones are used before others are started", async () => {
  const { threads, supervisor } = await scene(8);
  for (let job = 0; job < 5; job++) {
    supervisor.execute(order);
    threads[0]?.says({ type: "unable", reason: "for the test" });
  }
  expect(threads).toHaveLength(4);
  expect(supervisor).toMatchObject({ idle: 4, alive: 8 });
});

test("while one that crashed waits to be started again, another takes its place", async () => {
  const { threads, supervisor } = await scene(5);
  for (let busy = 0; busy < 3; busy++) supervisor.execute(order);
  threads[3]?.dies();
  expect(threads).toHaveLength(5);
  threads[4]?.says({ type: "ready" });
  expect(supervisor).toMatchObject({ idle: 1, alive: 4 });
});

test("one that was started in the place of another that crashed at the start is not started again", async () => {
  const { threads, supervisor, clock, started } = starting(3);
  threads[0]?.dies();
  expect(threads).toHaveLength(2);
  threads[1]?.dies();
  expect(threads).toHaveLength(3);
  threads[2]?.says({ type: "ready" });
  clock.advance(10_000);
  for (const respawned of threads.slice(3)) {
    respawned.says({ type: "ready" });
    await Bun.sleep(0);
  }
  await started;
  expect(threads).toHaveLength(5);
  expect(supervisor).toMatchObject({ idle: 3, alive: 3 });
});
