import { describe, expect, test } from "bun:test";
import { type Claim, type Job, type Outcome, readConfig } from "@queuectl/core";
import { Attempts } from "../src/dispatch/attempts.ts";
import { Outbox } from "../src/dispatch/outbox.ts";
import { Verdicts } from "../src/dispatch/verdicts.ts";
import type { RunnerEvent } from "../src/events/events.ts";
import type { EndCause, Order } from "../src/messages/messages.ts";
import { ManualClock } from "./manual-clock.ts";

/** Workers that do what the test says. */
class ScriptedPool {
  readonly orders: Order[] = [];
  readonly ends: [string, EndCause][] = [];
  readonly size: number;
  constructor(public idle: number) {
    this.size = idle;
  }
  execute(order: Order): number {
    this.idle -= 1;
    this.orders.push(order);
    return this.orders.length;
  }
  end({ nonce }: { nonce: string }, cause: EndCause): void {
    this.ends.push([nonce, cause]);
  }
}

function scene(workers = 1) {
  const clock = new ManualClock();
  const outbox = new Outbox();
  const pool = new ScriptedPool(workers);
  const events: RunnerEvent[] = [];
  const config = () => readConfig(new Map());
  const changed = () => {};
  const attempts = new Attempts({
    spoolDir: "/nowhere",
    clock,
    wrecks: { begun: () => true, end: async () => {}, salvage: async () => [] },
    emit: (event) => events.push(event),
    config,
    outbox,
    verdicts: new Verdicts({ clock, random: () => 0.5, config, outbox, changed }),
    ship: async () => true,
    pool: () => pool,
    changed,
  });
  return { clock, outbox, pool, events, attempts };
}

function claim(id: string): Claim {
  const job = {
    id,
    queue: "default",
    command: "true",
    env: {},
    attempts: 1,
    maxRetries: 3,
    crashes: 0,
    backoffBase: 2,
  };
  return { lease: { seq: 1, attempt: 1, nonce: id }, job: { ...job, timeoutMs: null, cwd: null } as Job };
}

function ends(
  s: ReturnType<typeof scene>,
  id: string,
  outcome: Outcome = { kind: "exited", exitCode: 0 },
  tookMs = 2,
): void {
  s.pool.idle += 1;
  const start = { pid: 4, processStart: null, at: s.clock.now() - tookMs };
  s.attempts.ended(claim(id).lease, { start, outcome, finishedAt: s.clock.now(), output: [], spooled: false });
}

describe("claiming in advance", () => {
  test("begins once jobs are known to be short, by their number in 20 ms", () => {
    const s = scene();
    expect(s.attempts.capacity).toBe(1);
    s.attempts.hold([claim("a")]);
    ends(s, "a", undefined, 5);
    expect(s.attempts.capacity).toBe(1 + 4);
  });

  test("never happens for jobs of 20 ms and more", () => {
    const s = scene();
    s.attempts.hold([claim("a")]);
    ends(s, "a", undefined, 25);
    expect(s.attempts.capacity).toBe(1);
  });

  test("the worker that becomes idle takes the oldest", () => {
    const s = scene();
    s.attempts.hold([claim("a"), claim("b"), claim("c")]);
    ends(s, "a");
    expect(s.pool.orders.map(({ id }) => id)).toEqual(["a", "b"]);
  });

  test("what is held too long is given back, and no more is claimed in advance", () => {
    const s = scene();
    s.attempts.hold([claim("a"), claim("b")]);
    s.clock.advance(50);
    s.attempts.release(s.clock.now() - 50);
    expect(s.outbox.take().released).toEqual([claim("b").lease]);
    expect(s.attempts.capacity).toBe(0);
  });

  test("a drain gives back at once what is only held, and what comes in later", () => {
    const s = scene();
    s.attempts.hold([claim("a"), claim("b")]);
    s.attempts.drain();
    s.attempts.hold([claim("c")]);
    expect(s.outbox.take().released).toEqual([claim("b").lease, claim("c").lease]);
    expect(s.attempts.capacity).toBe(0);
    ends(s, "a");
    expect(s.pool.orders.map(({ id }) => id)).toEqual(["a"]);
  });

  test("cancel of what is only held gives it back at once, and no worker sees it", () => {
    const s = scene();
    s.attempts.hold([claim("a"), claim("b")]);
    s.attempts.cancel([claim("b").lease]);
    expect(s.outbox.take()).toMatchObject({ settled: [], released: [{ nonce: "b" }] });
    ends(s, "a");
    expect(s.pool.orders.map(({ id }) => id)).toEqual(["a"]);
  });
});

describe("a machine that cannot start a process", () => {
  test("gives the job back and is left alone for a while, longer each time", () => {
    const s = scene();
    const waits: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      s.attempts.hold([claim("a")]);
      s.pool.idle += 1;
      s.attempts.unable(claim("a").lease, "too many processes");
      expect(s.outbox.take().released).toEqual([claim("a").lease]);
      expect(s.attempts.capacity).toBe(0);
      waits.push(s.attempts.unableUntil - s.clock.elapsed());
      s.clock.advance(waits.at(-1) as number);
      expect(s.attempts.capacity).toBe(1);
    }
    expect(waits).toEqual([50, 100, 200]);
    s.attempts.hold([claim("a")]);
    s.attempts.unable(claim("a").lease, "too many processes");
    s.pool.idle = 1;
    // Whoever sets the clock back does not make it wait any longer.
    s.clock.set(0);
    s.clock.advance(400);
    expect(s.attempts.capacity).toBe(1);
    expect(s.events.every(({ type }) => type === "job-unable")).toBe(true);
  });
});

describe("a child that somebody else signalled", () => {
  const killed: Outcome = { kind: "signalled", signal: "SIGTERM" };
  const stopped: [string, Outcome][] = [
    ["died of it", killed],
    // Java, and whatever traps it; 130 and 137 come from a shell whose child it was.
    ...[129, 130, 137, 143].map((exitCode): [string, Outcome] => [
      `exited with ${exitCode}`,
      { kind: "exited", exitCode },
    ]),
  ];

  test.each(stopped)("and that %s counts as failed when the runner goes on", (_, killed) => {
    const s = scene();
    s.attempts.hold([claim("a")]);
    ends(s, "a", killed);
    expect(s.outbox.take().settled).toEqual([]);
    expect(s.attempts.none).toBe(false);
    s.clock.advance(100);
    expect(s.outbox.take().settled[0]?.settlement).toMatchObject({ outcome: killed, verdict: { state: "failed" } });
  });

  test.each(stopped)(
    "and that %s counts as interrupted when the runner is told to stop a moment later",
    (_, killed) => {
      const s = scene();
      s.attempts.hold([claim("a")]);
      ends(s, "a", killed);
      s.clock.advance(50);
      s.attempts.drain();
      s.clock.advance(50);
      expect(s.outbox.take().settled[0]?.settlement).toMatchObject({
        outcome: { kind: "interrupted" },
        verdict: { state: "pending" },
      });
    },
  );

  test.each<[string, Outcome]>([
    ["by a signal that stops nobody", { kind: "signalled", signal: "SIGSEGV" }],
    ["by none, and failed", { kind: "exited", exitCode: 1 }],
    ["by none, and says what a shell says of SIGSEGV", { kind: "exited", exitCode: 139 }],
  ])("%s is judged at once, in a drain too", (_, outcome) => {
    const s = scene();
    s.attempts.hold([claim("a")]);
    if (outcome.kind === "exited") s.attempts.drain();
    ends(s, "a", outcome);
    expect(s.attempts.none).toBe(true);
    expect(s.outbox.take().settled).toHaveLength(1);
  });
});

test("the first cause wins: an interrupt after a cancel is not passed on", () => {
  const s = scene();
  s.attempts.hold([claim("a")]);
  s.attempts.cancel([claim("a").lease]);
  s.attempts.interrupt();
  expect(s.pool.ends).toEqual([["a", "cancelled"]]);
});
