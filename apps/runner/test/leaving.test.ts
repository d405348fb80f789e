import { expect, test } from "bun:test";
import { type Claim, type Job, type JobStore, readConfig, StoreUnavailable, type Turn } from "@queuectl/core";
import { Attempts } from "../src/dispatch/attempts.ts";
import { Dispatcher } from "../src/dispatch/dispatcher.ts";
import { Outbox } from "../src/dispatch/outbox.ts";
import { Verdicts } from "../src/dispatch/verdicts.ts";
import { Trouble } from "../src/service/trouble.ts";
import { ManualClock } from "./manual-clock.ts";

const CLAIM = { lease: { seq: 1, attempt: 1, nonce: "a" }, job: { id: "a" } as Job } satisfies Claim;
const NOTHING = { claimed: [], fenced: [], cancelRequested: [], stopRequested: null, nextRunAt: null };

/** A runner with one idle worker, whose store says `answers` to its turns, one after the other. */
function scene(answers: readonly (() => object)[]) {
  const clock = new ManualClock();
  const turns: Turn[] = [];
  const store = {
    config: async () => readConfig(new Map()),
    async turn(turn: Turn) {
      turns.push(turn);
      return { ...NOTHING, ...answers[turns.length - 1]?.() };
    },
  } as unknown as JobStore;
  const [outbox, emit] = [new Outbox(), () => {}];
  const trouble = new Trouble(clock, emit);
  const wrecks = { begun: () => true, end: async () => {}, salvage: async () => [] };
  const config = () => readConfig(new Map());
  const ship = async () => true;
  const common = { clock, emit, outbox, spoolDir: "/nowhere" };
  const changed = () => dispatcher.plan();
  const verdicts = new Verdicts({ clock, random: Math.random, config, outbox, changed });
  const pool = () => ({ size: 1, idle: 1, execute: () => 1, end: () => {} });
  const attempts = new Attempts({ ...common, verdicts, wrecks, config, ship, pool, changed });
  const rest = { queues: null, untilEmpty: false, stopRequested: () => {}, failed: () => {} };
  const dispatcher: Dispatcher = new Dispatcher({ ...common, ...rest, store, runner: "r", attempts, trouble });
  const pass = async (ms: number) => {
    clock.advance(ms);
    await Bun.sleep(0);
  };
  return { attempts, dispatcher, turns, pass };
}

function fails(): never {
  throw new StoreUnavailable("the commit could not be confirmed");
}

test("asks after claims that a failed commit may have made, and gives them back", async () => {
  const { attempts, dispatcher, turns, pass } = scene([fails, () => ({ claimed: [CLAIM] })]);
  await dispatcher.start();
  await pass(0);
  attempts.drain();
  dispatcher.close();
  await pass(50);
  await pass(0);
  expect(turns.map(({ released }) => released)).toEqual([[], [], [CLAIM.lease]]);
  expect(await dispatcher.last).toBe("closed");
});

test("does not ask for ever", async () => {
  const { attempts, dispatcher, pass } = scene(Array.from({ length: 99 }, () => fails));
  await dispatcher.start();
  await pass(0);
  attempts.drain();
  dispatcher.close();
  for (let seconds = 0; seconds < 11; seconds++) await pass(1_000);
  expect(await dispatcher.last).toBe("closed");
});
