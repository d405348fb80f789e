import { expect, test } from "bun:test";
import type { Thread } from "../src/machine.ts";
import type { FromWorker, Order } from "../src/messages.ts";
import type { PoolListener } from "../src/pool.ts";
import { Supervisor } from "../src/supervisor.ts";
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

async function scene(workers: number) {
  const threads: ScriptedThread[] = [];
  const startThread = () => {
    const thread = new ScriptedThread();
    threads.push(thread);
    return thread;
  };
  const listener = { available: () => {}, lost: async () => {}, unable: () => {} } as unknown as PoolListener;
  const clock = new ManualClock();
  const supervisor = new Supervisor({ workers, startThread, clock, emit: () => {}, listener });
  const started = supervisor.start();
  threads[0]?.says({ type: "ready" });
  await started;
  return { threads, supervisor, clock };
}

test("one worker more than are busy is started, up to their number", async () => {
  const { threads, supervisor } = await scene(3);
  expect(threads).toHaveLength(1);
  for (const booted of [2, 3, 3]) {
    supervisor.execute(order);
    expect(threads).toHaveLength(booted);
    threads[booted - 1]?.says({ type: "ready" });
  }
  expect(supervisor).toMatchObject({ idle: 0, busy: 3, alive: 3 });
});

test("workers that nobody has needed yet count as alive, and idle ones are used before others are started", async () => {
  const { threads, supervisor } = await scene(4);
  for (let job = 0; job < 5; job++) {
    supervisor.execute(order);
    threads[1]?.says({ type: "ready" });
    threads[0]?.says({ type: "unable", reason: "for the test" });
  }
  expect(threads).toHaveLength(2);
  expect(supervisor).toMatchObject({ idle: 2, alive: 4 });
});

test("while one that crashed waits to be started again, another takes its place", async () => {
  const { threads, supervisor } = await scene(2);
  threads[0]?.dies();
  expect(threads).toHaveLength(2);
  threads[1]?.says({ type: "ready" });
  expect(supervisor).toMatchObject({ idle: 1, alive: 1 });
});
