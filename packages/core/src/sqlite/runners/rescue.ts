import type { Lease } from "../../domain/attempt/lease.ts";
import type { Abandoned } from "../../store/executing.ts";
import { Tallies } from "../counting/tallies.ts";
import type { Connection } from "../database/connection.ts";
import { isGrantedBy } from "../database/copy.ts";
import type { Tx } from "../database/transaction.ts";
import { lastRow } from "../jobs/find.ts";
import { attemptFrom, type JobRow, jobFrom, type RunnerRow } from "../jobs/rows.ts";
import type { Liveness, Whereabouts } from "./liveness.ts";
import { removeLock } from "./locks.ts";
import { lockOf, lookAtRunners, probe, unknown } from "./runners.ts";
import adopt from "./sql/adopt.sql" with { type: "text" };
import deregister from "./sql/deregister.sql" with { type: "text" };
import holderSql from "./sql/holder.sql" with { type: "text" };
import runnerById from "./sql/runner.sql" with { type: "text" };
import { Stillness } from "./stillness.ts";

type Dead = Extract<Liveness, { alive: false }>;

/** What a process remembers from one rescue to the next. */
export class RescueMemory {
  /** What was taken over by a COMMIT that failed: should it have happened all the same, the next call returns it. */
  readonly unconfirmed = new Map<string, Abandoned>();
  readonly stillness = new Stillness();
}

/** Moves the leases of all dead runners over to the living one `by`; see the port. */
export async function rescueFor(
  connection: Connection,
  by: string,
  now: number,
  { unconfirmed, stillness }: RescueMemory,
): Promise<Abandoned[]> {
  const { runners, here } = await lookAtRunners(connection);
  const stillFor = stillness.look(runners);
  const dead = runners.flatMap((runner) => {
    if (runner.id === by) return [];
    const liveness = probe(connection, runner, here, runner.heartbeat_at + (stillFor.get(runner.id) ?? 0));
    return liveness.alive === false ? [{ id: runner.id, liveness }] : [];
  });
  if (dead.length + unconfirmed.size === 0) return [];
  let taken: Abandoned[] = [];
  try {
    await connection.write("now", (tx, sums) => {
      if (tx.get(runnerById, { id: by }) === null) throw unknown(by);
      const earlier = [...unconfirmed.values()].filter(({ lease }) => holder(tx, lease) === by);
      const found = dead.flatMap(({ id, liveness }) => takeOver(tx, id, by, { ...liveness, store: here.store }, now));
      taken = [...earlier, ...found];
      sums.of(Tallies).rescued(found.length, now);
    });
  } catch (error) {
    for (const abandoned of taken) unconfirmed.set(abandoned.lease.nonce, abandoned);
    throw error;
  }
  unconfirmed.clear();
  for (const { id } of dead) removeLock(lockOf(connection, id));
  return taken;
}

/** The runner that has this lease now; `null` when it is gone. */
function holder(tx: Tx, { seq, attempt, nonce }: Lease): string | null {
  return tx.get<{ runner: string }>(holderSql, { seq, attempt, nonce })?.runner ?? null;
}

/** Whoever comes second to this finds neither leases nor runner, and takes nothing. */
function takeOver(
  tx: Tx,
  dead: string,
  by: string,
  { loss, reachable, store }: Dead & Pick<Whereabouts, "store">,
  now: number,
): Abandoned[] {
  const runner = tx.get<RunnerRow>(runnerById, { id: dead });
  const rows = tx.all<JobRow>(adopt, { dead, by, now });
  tx.run(deregister, { id: dead });
  return rows.flatMap((row) => {
    const attempt = lastRow(tx, row.seq);
    if (attempt === null) return [];
    const lease: Lease = { seq: row.seq, attempt: row.last_attempt, nonce: row.nonce as string };
    // Whoever took it over before may have died, too: the lease itself tells whose processes these are.
    const ours = isGrantedBy(store, lease.nonce);
    return {
      lease,
      job: jobFrom(row, attemptFrom(attempt)),
      loss: ours ? loss : "copied",
      stopRequested: ours ? (runner?.stop_requested ?? null) : null,
      pid: attempt.pid,
      processStart: attempt.process_start,
      reachable: ours && reachable,
    };
  });
}
