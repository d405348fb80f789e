import { judge } from "../../domain/attempt/judge.ts";
import type { Lease } from "../../domain/attempt/lease.ts";
import type { Outcome } from "../../domain/attempt/outcome.ts";
import type { Settlement } from "../../store/executing.ts";
import { CounterDeltas } from "../counting/counters.ts";
import recount from "../counting/sql/recount.sql" with { type: "text" };
import { Tallies } from "../counting/tallies.ts";
import { Connection } from "../database/connection.ts";
import { drawIdentity } from "../database/copy.ts";
import { sqliteFiles } from "../database/files.ts";
import { inspect, isRecovered } from "../database/gate.ts";
import { openDatabase } from "../database/statements.ts";
import type { Tx } from "../database/transaction.ts";
import { withLast } from "../jobs/find.ts";
import type { JobRow } from "../jobs/rows.ts";
import { migrate } from "../opening/migrate.ts";
import { bringToWal } from "../opening/open.ts";
import { markRecovered } from "../opening/recovered.ts";
import { settleAttempt } from "../settling/settle.ts";
import forgetRunners from "./sql/forget-runners.sql" with { type: "text" };
import leased from "./sql/leased.sql" with { type: "text" };
import pauseAll from "./sql/pause-all.sql" with { type: "text" };
import queueNames from "./sql/queue-names.sql" with { type: "text" };
import renewStore from "./sql/renew-store.sql" with { type: "text" };
import repair from "./sql/repair.sql" with { type: "text" };

export interface Renewed {
  readonly jobs: number;
  /** The queues, all paused: a backup of yesterday must not repeat the work of today by itself. */
  readonly paused: readonly string[];
  /** How many jobs were executing in the store that it is a copy of: they wait to be executed again. */
  readonly givenBack: number;
}

/** Makes a store of its own out of a copy that nobody else has open: of this program's version, whole in itself, and with a WAL. */
export async function renew(copy: string, now: number): Promise<Renewed> {
  const db = openDatabase(copy);
  const files = sqliteFiles(copy);
  const connection = new Connection(db, files);
  try {
    if (isRecovered(db)) markRecovered(db, copy);
    if (inspect(db, copy) === "older") migrate(db, files);
    const renewed = await connection.write("never", (tx, sums) => {
      db.run(repair);
      db.run(recount);
      const rows = tx.all<JobRow>(leased);
      for (const row of rows) {
        const settlement = lostByCopying(tx, row, now);
        const settled = settleAttempt(tx, settlement, now);
        if (settled === null) continue;
        sums.of(CounterDeltas).move(settled.queue, "processing", settled.state);
        sums.of(Tallies).settled(settlement, settled.state, settled, now);
      }
      tx.run(forgetRunners);
      tx.run(renewStore, { identity: drawIdentity() });
      tx.run(pauseAll);
      const queues = tx.all<{ name: string; jobs: number }>(queueNames);
      return {
        jobs: queues.reduce((sum, { jobs }) => sum + jobs, 0),
        paused: queues.map(({ name }) => name),
        givenBack: rows.length,
      };
    });
    bringToWal(db);
    return renewed;
  } finally {
    await connection.close();
  }
}

function lostByCopying(tx: Tx, row: JobRow, now: number): Settlement {
  const lease: Lease = { seq: row.seq, attempt: row.last_attempt, nonce: row.nonce as string };
  const outcome: Outcome = { kind: "lost", because: "copied" };
  const policy = { ...withLast(tx, row), backoffMaxMs: 0, backoffJitter: 0 };
  const verdict = judge(policy, outcome, now, () => 0);
  return { lease, outcome, verdict, finishedAt: now, output: [], limits: { headBytes: 0, tailBytes: 0 } };
}
