import type { Lease } from "../../domain/attempt/lease.ts";
import type { Claim, Turn, TurnResult } from "../../store/executing.ts";
import { CounterDeltas } from "../counting/counters.ts";
import { Tallies } from "../counting/tallies.ts";
import type { Connection } from "../database/connection.ts";
import { checkVersion } from "../database/gate.ts";
import type { Sums } from "../database/sums.ts";
import type { Tx } from "../database/transaction.ts";
import type { RunnerRow } from "../jobs/rows.ts";
import { unknown } from "../runners/runners.ts";
import runnerById from "../runners/sql/runner.sql" with { type: "text" };
import { waitingQueues } from "../runners/waiting.ts";
import { holds } from "../settling/holding.ts";
import { releaseClaim } from "../settling/release.ts";
import { settleAttempt } from "../settling/settle.ts";
import { claimNext } from "./claim.ts";
import { isDue, nextRunAt, promoteDue } from "./promote.ts";
import cancelling from "./sql/cancelling.sql" with { type: "text" };
import start from "./sql/start.sql" with { type: "text" };

/**
 * The group commit of a runner. When there is nothing to write it only looks, so that idle runners take no write lock
 * from anybody.
 */
export async function takeTurn(
  connection: Connection,
  turn: Turn,
  now: number,
  unconfirmed: Map<string, Claim>,
): Promise<TurnResult> {
  const writes = turn.started.length + turn.settled.length + turn.released.length + unconfirmed.size;
  let taken: readonly Claim[] = [];
  let handed: readonly Claim[] = [];
  if (writes === 0) {
    const idle = await connection.read((tx) => {
      const runner = registered(tx, turn.runner);
      if (isDue(tx, now)) return null;
      if (turn.capacity > 0 && waitingQueues(tx, runner, 1).length > 0) return null;
      return seen(tx, runner, [], []);
    });
    if (idle !== null) {
      connection.identity?.check();
      return idle;
    }
  }
  try {
    return await connection.write("soon", (tx, sums) => {
      // A try before this one may have been undone by what another write threw.
      for (const claim of taken) unconfirmed.set(claim.lease.nonce, claim);
      // Taken out at once, so that no other turn hands them out, too.
      taken = [...unconfirmed.values()].filter(({ job }) => job.runner === turn.runner);
      for (const { lease } of taken) unconfirmed.delete(lease.nonce);
      handed = taken;
      const done = commit(tx, sums, turn, now, taken);
      handed = done.claimed;
      return done;
    });
  } catch (error) {
    // Should the COMMIT have happened although it failed, the next turn finds these claims in the store.
    for (const claim of handed) unconfirmed.set(claim.lease.nonce, claim);
    throw error;
  }
}

function commit(tx: Tx, sums: Sums, turn: Turn, now: number, earlier: readonly Claim[]): TurnResult {
  const runner = registered(tx, turn.runner);
  const counters = sums.of(CounterDeltas);
  const tallies = sums.of(Tallies);
  const fenced: Lease[] = [];

  for (const { lease, worker, pid, processStart, at } of turn.started) {
    if (tx.run(start, { ...lease, worker, pid, processStart, at }) === 0) fenced.push(lease);
  }
  for (const settlement of turn.settled) {
    const settled = settleAttempt(tx, settlement, now);
    if (settled === null) {
      fenced.push(settlement.lease);
      continue;
    }
    counters.move(settled.queue, "processing", settled.state);
    tallies.settled(settlement, settled.state, settled, now);
  }
  for (const lease of turn.released) {
    const released = releaseClaim(tx, lease, now);
    if (released === null) fenced.push(lease);
    else counters.move(released.queue, "processing", released.state);
  }
  promoteDue(tx, counters, now);
  // So that the lines with something to claim are those that this very transaction filled, too.
  if (counters.filled) counters.apply(tx);

  const held = earlier.filter((claim) => holds(tx, claim.lease));
  const claimed = claimNext(tx, runner, Math.max(0, turn.capacity - held.length), counters, now);
  tallies.claimed(claimed, now);
  return seen(tx, runner, [...held, ...claimed], fenced);
}

function seen(tx: Tx, runner: RunnerRow, claimed: readonly Claim[], fenced: readonly Lease[]) {
  return {
    claimed,
    fenced,
    cancelRequested: tx.all<Lease>(cancelling, { runner: runner.id }),
    stopRequested: runner.stop_requested,
    nextRunAt: nextRunAt(tx),
  };
}

function registered(tx: Tx, id: string): RunnerRow {
  checkVersion(tx);
  const runner = tx.get<RunnerRow>(runnerById, { id });
  if (runner === null) throw unknown(id);
  return runner;
}
