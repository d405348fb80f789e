import { Random } from "./random.ts";
import type { Climate } from "./weather.ts";

/** What a run is about: everything in it follows from its seed. */
export interface Scenario {
  readonly seed: number;
  readonly jobs: number;
  readonly runners: number;
  /** The most that one runner has. */
  readonly workers: number;
  readonly hosts: number;
  readonly climate: Climate;
  /** How many milliseconds pass, on average, between two of each; infinite: never. */
  readonly every: {
    readonly kill: number;
    readonly stop: number;
    readonly freeze: number;
    readonly jump: number;
    readonly outage: number;
    readonly operate: number;
  };
}

/** Draws a scenario: some are calm, in most a few kinds of faults come together, each more or less often. */
export function drawScenario(seed: number, jobs: number): Scenario {
  const random = new Random(seed);
  const odds = (most: number) => (random.chance(0.5) ? 0 : random.next() ** 2 * most);
  const every = (least: number) => (random.chance(0.4) ? Number.POSITIVE_INFINITY : least / (0.05 + random.next()));
  return {
    seed,
    jobs,
    runners: random.whole(1, 4),
    workers: random.whole(1, 5),
    hosts: random.chance(0.15) ? 2 : 1,
    climate: {
      busy: odds(0.2),
      unavailable: odds(0.2),
      unknownFate: odds(0.1),
      lostSignals: odds(0.9),
      unable: odds(0.1),
      spawnFailed: odds(0.05),
      threadDeaths: odds(0.1),
      bootDeaths: odds(0.2),
    },
    every: {
      kill: every(700),
      stop: every(1_500),
      freeze: every(2_000),
      jump: every(3_000),
      outage: every(5_000),
      operate: every(60),
    },
  };
}
