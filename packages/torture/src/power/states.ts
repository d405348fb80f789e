import type { Random } from "../scene/random.ts";
import { type Heard, heardIn } from "./judge.ts";
import { CERTAIN, LOSSES, lose, type Remains } from "./loss.ts";
import type { Recording } from "./record.ts";

/** What a loss of power may leave at one place of a recording, and what the world knew then. */
export interface State {
  /** The place, and how the power was lost. */
  readonly where: string;
  readonly remains: Remains;
  readonly heard: Heard;
}

/** Of each way that is left to chance, so many states at each place. */
const DRAWS = 6;
/** Where not all places are wanted, so many of them; and all those where something was said. */
const SAMPLE = 12;

/** The different states that there may be: at all places, or at some of them. */
export function* statesOf(recording: Recording, all: boolean, random: Random): Generator<State> {
  const { scene, steps, calls, places, replay } = recording;
  const before = new Set(scene.acknowledged);
  const sample = new Set(random.fork("places").sample(places.length, SAMPLE));
  const known = new Set<bigint>();
  let played = 0;
  for (const [index, { at, effect }] of places.entries()) {
    for (; played <= at; played += 1) replay.apply(calls[played] as (typeof calls)[number]);
    const heard = heardIn(scene, steps, before, replay);
    for (const how of Object.keys(LOSSES)) {
      // Of what was said just now, a disk that keeps nothing but what was synced must know.
      const wanted = all || sample.has(index + 1) || (effect === "said" && how === CERTAIN[0]);
      const draws = !wanted ? 0 : all && !CERTAIN.includes(how) ? DRAWS : 1;
      for (let draw = 0; draw < draws; draw += 1) {
        const remains = lose(replay.disk.folder, how, random);
        const sum = hash(remains, heard);
        if (known.has(sum)) continue;
        known.add(sum);
        yield { where: `place ${index + 1} (call ${at + 1}: ${calls[at]?.name}), ${how}`, remains, heard };
      }
    }
  }
}

function hash({ folders, files }: Remains, { extent }: Heard): bigint {
  let sum = Bun.hash([extent, ...folders.keys()].join("\n")) as bigint;
  for (const [path, { bytes }] of files) sum = Bun.hash(bytes, Bun.hash(path, sum) as bigint) as bigint;
  return sum;
}
