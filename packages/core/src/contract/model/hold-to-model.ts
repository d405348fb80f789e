import * as fc from "fast-check";
import { JOB_ACTIONS, JOB_STATES } from "../../domain/state.ts";
import type { Harness } from "../scene/scene.ts";
import type { Step } from "./commands.ts";
import * as usual from "./commands.ts";
import { Model } from "./model.ts";
import * as rarer from "./rarer-commands.ts";
import { Real } from "./real.ts";

export interface ModelOptions {
  readonly runs: number;
  /** The length of each history. */
  readonly commands: number;
  /** Drawn, and printed on failure, unless given. */
  readonly seed?: number | undefined;
}

/** A store spends most of a history's time waiting: for its turn to write, for the disk. So some are played side by side. */
const LANES = 4;

/** Plays random histories to a store and to the model. Throws, with the seed and the shortest history, where they differ. */
export async function holdToModel(harness: Harness, { runs, commands, seed }: ModelOptions): Promise<void> {
  const first = seed ?? Math.floor(Math.random() * 2 ** 31);
  const lanes = Array.from({ length: LANES }, (_, lane) => {
    const numRuns = Math.floor(runs / LANES) + (lane < runs % LANES ? 1 : 0);
    return numRuns === 0 ? null : fc.assert(property(harness, commands), { numRuns, seed: (first + lane) | 0 });
  });
  await Promise.all(lanes);
}

function property(harness: Harness, length: number) {
  const history = fc.array(steps(), { minLength: length, maxLength: length, size: "max" });
  return fc.asyncProperty(history, async (history) => {
    const model = new Model();
    const real = await Real.begin(harness, model);
    try {
      // Steps that make no sense yet are left out.
      for (const step of history) if (step.check(model)) await step.run(model, real);
      await real.compareHistory(model);
    } finally {
      await real.end();
    }
  });
}

function steps(): fc.Arbitrary<Step> {
  const index = fc.nat(1_000);
  const seat = fc.nat(1);
  const outcome = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...usual.OUTCOMES) }, fc.constant(usual.LOST));
  const count = fc.constantFrom(1, 1, 2, 4);
  const priority = fc.integer({ min: -1, max: 1 });
  const delay = fc.constantFrom(0, 0, 0, 5_000);
  const retries = fc.constantFrom(null, 0, 1, 2);
  const often = [
    fc.tuple(count, priority, delay, retries).map((each) => usual.enqueue(...each)),
    fc.tuple(seat, fc.nat(3)).map((each) => usual.turn(...each)),
    fc.tuple(seat, fc.nat(3)).map((each) => usual.turn(...each)),
    fc.tuple(seat, index, outcome).map((each) => usual.settle(...each)),
    fc.tuple(seat, index, outcome).map((each) => usual.settle(...each)),
    fc.constantFrom(1, 2_000, 5_000, -3_000).map(rarer.pass),
  ];
  const nowAndThen = [
    fc.tuple(seat, index, outcome).map((each) => usual.settle(...each, 2)),
    fc.tuple(seat, index).map((each) => usual.release(...each)),
    fc.tuple(seat, index).map((each) => usual.report(...each)),
    index.map(usual.cancel),
    index.map(usual.retry),
    seat.map(rarer.crash),
    seat.map(rarer.rescue),
  ];
  const seldom = [
    index.map(usual.enqueueTwice),
    fc
      .record({
        action: fc.constantFrom(...JOB_ACTIONS),
        states: fc.option(fc.subarray([...JOB_STATES]), { nil: undefined }),
        queue: fc.constantFrom(undefined, "a", "b"),
      })
      .map(rarer.bulk),
    fc.tuple(fc.constantFrom("a", "b"), fc.boolean()).map((each) => rarer.setPaused(...each)),
    index.map(rarer.haunt),
    fc.tuple(seat, fc.constantFrom("drain" as const, "interrupt" as const)).map((each) => rarer.requestStop(...each)),
    index.map(rarer.remove),
    fc.constantFrom(0, 2_000).map(rarer.prune),
    fc.nat(2).map(rarer.configure),
  ];
  return fc.oneof(
    { weight: 6, arbitrary: fc.oneof(...often) },
    { weight: 3, arbitrary: fc.oneof(...nowAndThen) },
    { weight: 1, arbitrary: fc.oneof(...seldom) },
  );
}
