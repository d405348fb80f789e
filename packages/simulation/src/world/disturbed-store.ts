import { type JobStore, StoreUnavailable, type Turn, type TurnResult } from "@queuectl/core";
import type { Process } from "../machine/process.ts";
import type { MemoryDatabase } from "../memory/database.ts";
import { MemoryStore } from "../memory/memory-store.ts";
import type { AttemptRecord, JobRecord } from "../memory/records.ts";
import type { Oracle } from "./oracle.ts";
import type { Random } from "./random.ts";
import type { Weather } from "./weather.ts";

/** Calls that read; the others wait for each other, as on one connection. */
const READS = new Set<string>([
  "job",
  "jobs",
  "jobsByPrefix",
  "attempts",
  "output",
  "outputFrom",
  "status",
  "totals",
  "history",
  "size",
  "runners",
  "health",
  "config",
  "holding",
] satisfies (keyof JobStore)[]);

export interface DisturbedStoreOptions {
  readonly database: MemoryDatabase;
  readonly process: Process;
  readonly host: string;
  readonly random: Random;
  readonly weather: Weather;
  readonly oracle: Oracle;
}

/** A store as a process has it: calls take time, fail before or after they took effect, and are watched by the oracle. */
export function disturbedStore(around: DisturbedStoreOptions): JobStore {
  const { database, process, host, random, weather } = around;
  const store = new MemoryStore(database, {
    clock: process.clock,
    host,
    drawNonce: () => Math.floor(random.next() * 2 ** 52).toString(36),
    committed() {
      if (weather.happens("unknownFate")) throw new StoreUnavailable("the commit could not be confirmed");
    },
    heard: () => !weather.happens("lostSignals"),
  });
  let last: Promise<unknown> = Promise.resolve();
  const call = async (name: string, args: unknown[]): Promise<unknown> => {
    await process.pause(random.between(0.1, READS.has(name) ? 0.5 : 4));
    const obstacle = weather.obstacle();
    if (obstacle !== null) throw obstacle;
    const result = watched(around, store, name, args);
    // The effect is there; whoever dies now never hears of it.
    const late = random.between(0.1, 2);
    return result.then(
      (value) => process.pause(late).then(() => value),
      (error) => process.pause(late).then(() => Promise.reject(error)),
    );
  };
  return new Proxy<JobStore>(store, {
    get(_, name: string) {
      if (name === "watch" || name === "close") return (store[name] as (...args: unknown[]) => unknown).bind(store);
      return (...args: unknown[]) => {
        if (READS.has(name)) return call(name, args);
        const turn = last.then(() => call(name, args));
        last = turn.catch(() => {});
        return turn;
      };
    },
  });
}

/** Carries a call out, and tells the oracle what became of it. A memory store is done when it returns its promise. */
function watched({ database, oracle }: DisturbedStoreOptions, store: MemoryStore, name: string, args: unknown[]) {
  const carryOut = () => (store[name as keyof JobStore] as (...args: unknown[]) => Promise<unknown>)(...args);
  switch (name) {
    case "turn":
      return watchTurn(database, oracle, args[0] as Turn, carryOut as () => Promise<TurnResult>);
    case "cancel": {
      const result = carryOut();
      const job = database.byId.get(args[0] as string);
      if (job?.state === "cancelled" || job?.cancelRequestedAt != null) oracle.cancels(job);
      return result;
    }
    case "retry":
    case "bulk": {
      const before = [...database.bySeq.values()].filter(({ state }) => state !== "pending");
      const result = carryOut();
      for (const { id, state } of before) if (state === "pending") oracle.retries(id);
      return result;
    }
    default:
      return carryOut();
  }
}

function watchTurn(
  database: MemoryDatabase,
  oracle: Oracle,
  turn: Turn,
  carryOut: () => Promise<TurnResult>,
): Promise<TurnResult> {
  const finished = new Map<JobRecord, string>();
  const named = turn.settled.map((settlement) => {
    const job = database.bySeq.get(settlement.lease.seq) as JobRecord;
    const attempt = job.attemptRecords.find(({ number }) => number === settlement.lease.attempt);
    if (job.finishedAt !== null) finished.set(job, JSON.stringify(job));
    return { settlement, job, attempt, before: attempt?.outcome ?? null };
  });
  const released = turn.released.filter((lease) => database.held(lease) !== null);

  const result = carryOut();
  // Should the oracle throw first, nobody would ask how it ended.
  result.catch(() => {});

  for (const [job, before] of finished) {
    if (JSON.stringify(job) !== before) throw oracle.violated(`job ${job.id}: a late result changed it`);
  }
  const counted = new Set<AttemptRecord>();
  for (const { settlement, job, attempt, before } of named) {
    if (attempt === undefined || before !== null || attempt.outcome === null || counted.has(attempt)) continue;
    counted.add(attempt);
    // The same turn may have claimed it again.
    oracle.settles(settlement, job.id, attempt.runner, job.state);
  }
  for (const lease of released) oracle.releases(database.bySeq.get(lease.seq) as JobRecord, lease);
  return result;
}
