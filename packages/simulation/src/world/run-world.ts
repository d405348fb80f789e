import { JOB_STATES } from "@queuectl/core";
import { recount } from "../memory/recount.ts";
import { Chaos } from "./chaos.ts";
import type { Scenario } from "./scenario.ts";
import type { Trace } from "./trace.ts";
import { Violation } from "./violation.ts";
import { World } from "./world.ts";

/** What a run came to. */
export interface Report {
  readonly jobs: number;
  readonly executions: number;
  /** The log as a number. */
  readonly hash: string;
  readonly virtualMs: number;
  /** What went wrong; `null` when nothing did. */
  readonly failure: string | null;
}

/** All of a run's faults happen within this. */
const CHAOS_MS = 3_600_000;
/** Once faults stop, everything must have ended by then: the longest jobs, their backoffs and their retries. */
const SETTLE_MS = 20 * 60_000;
/** Longer than any backoff, and shorter than what the clock jumps. */
const SOON_MS = 10 * 60_000;
/** A runner with nothing to do must be able to leave by then. */
const LEAVE_MS = 60_000;

/** Runs a scenario to its end. Safety is checked at every step, liveness once its faults have stopped. */
export async function runWorld(scenario: Scenario, spoolDir: string, trace?: Trace): Promise<Report> {
  const world = new World(scenario, spoolDir, trace);
  const failure = await outsideOfReactions(() => {
    try {
      return play(world);
    } catch (error) {
      if (error instanceof Violation) return error.message;
      throw error;
    }
  });
  return {
    jobs: scenario.jobs,
    executions: world.oracle.executions,
    hash: world.trace.hash,
    virtualMs: world.timeline.now,
    failure: world.oracle.violation?.message ?? failure,
  };
}

function play(world: World): string | null {
  const { timeline, oracle, database } = world;
  const until = (done: () => boolean, withinMs: number) =>
    timeline.run(() => oracle.violation !== null || done(), timeline.now + withinMs);
  const chaos = new Chaos(world);
  chaos.begin();
  if (!until(() => chaos.allOffered, CHAOS_MS)) return "the enqueuer never came to its end";
  until(() => false, world.random.between(0, 20_000));
  chaos.calm();

  // What was scheduled while the clock was ahead becomes due when the clock is there, and is waited for on its own.
  const soon = world.wall.now + SOON_MS;
  if (!until(() => unfinished(world, soon) === 0, SETTLE_MS))
    return `${unfinished(world, soon)} jobs do not end: ${named(world)}`;
  const rest = Math.max(0, latestRunAt(world) - world.wall.now) + SETTLE_MS;
  if (!until(() => unfinished(world) === 0, rest))
    return `${unfinished(world)} scheduled jobs do not end: ${named(world)}`;
  chaos.end();
  for (const { runner } of world.living) runner.drain();
  if (!until(() => world.living.length === 0, LEAVE_MS)) return "a runner does not leave";
  const last = world.startRunner({ untilEmpty: true, host: world.hosts[0] });
  // From another host, a runner that died is known to be dead only after a minute.
  const emptied = until(() => !last.alive && database.runners.size === 0, LEAVE_MS * 2);
  if (!emptied && last.alive) return "a runner with nothing to do goes on";
  return oracle.violation === null ? leftovers(world) : null;
}

/** Processes that live, and jobs that are not finished though they were due `before`. */
function unfinished({ database: { inState }, oracle }: World, before = Number.POSITIVE_INFINITY): number {
  let count = oracle.living.size + inState.pending.size + inState.processing.size;
  for (const { runAt } of [...inState.scheduled, ...inState.failed]) if (runAt < before) count++;
  return count;
}

function named({ database: { bySeq } }: World): string {
  const open = [...bySeq.values()].filter(({ finishedAt }) => finishedAt === null);
  const oldest = open.toSorted((a, b) => a.runAt - b.runAt).slice(0, 5);
  return oldest.map(({ id, state, runner }) => `${id} ${state} ${runner ?? ""}`).join(", ");
}

function latestRunAt({ database: { inState } }: World): number {
  return [...inState.scheduled, ...inState.failed].reduce((latest, { runAt }) => Math.max(latest, runAt), 0);
}

/** What must be true once nothing is left to do. */
function leftovers({ database, oracle }: World): string | null {
  for (const id of oracle.acknowledged) if (!database.byId.has(id)) return `${id} was acknowledged, and is lost`;
  for (const [queue, states] of Object.entries(recount(database))) {
    for (const state of JOB_STATES) {
      const counted = database.counters.get(queue)?.[state];
      if (counted !== (states[state] ?? 0))
        return `${counted} ${state} jobs are counted in ${queue}, not ${states[state]}`;
    }
  }
  return null;
}

/** Promise reactions can only be drained from outside of one. */
function outsideOfReactions<T>(body: () => T): Promise<T> {
  return new Promise((resolve, reject) =>
    setImmediate(() => {
      try {
        resolve(body());
      } catch (error) {
        reject(error);
      }
    }),
  );
}
