import { hostname } from "node:os";
import { InvalidInput, NotFound } from "../../domain/errors.ts";
import { isName, NAME_RULE } from "../../domain/job/job.ts";
import { bootId, isAlive, pidNamespace, processStart } from "../../host/index.ts";
import type { RunnerRecord, RunnerSpec, StopRequest } from "../../store/runners.ts";
import { snapshotOnce } from "../counting/history.ts";
import type { Connection } from "../database/connection.ts";
import { countBeat, identityOf, note, readNoted, takePlace } from "../database/copy.ts";
import { explain, isBusy } from "../database/failures.ts";
import type { RunnerRow } from "../jobs/rows.ts";
import { type Liveness, livenessOf, type Whereabouts } from "./liveness.ts";
import { isHeld, releaseLock, takeLock } from "./locks.ts";
import deregister from "./sql/deregister.sql" with { type: "text" };
import heartbeat from "./sql/heartbeat.sql" with { type: "text" };
import register from "./sql/register.sql" with { type: "text" };
import requestStop from "./sql/request-stop.sql" with { type: "text" };
import runnerById from "./sql/runner.sql" with { type: "text" };
import runnersSql from "./sql/runners.sql" with { type: "text" };
import { selectionFrom, selectionRow } from "./waiting.ts";

/** First the lock, then the row: a row without its lock would be a dead runner. Resolves to the lock's path. */
export async function registerRunner(connection: Connection, runner: RunnerSpec, now: number): Promise<string> {
  if (!isName(runner.id)) throw new InvalidInput(`runner: ${JSON.stringify(runner.id)} is not a valid name`, NAME_RULE);
  const { queues, excluded_queues: excludedQueues } = selectionRow(runner);
  const lock = lockOf(connection, runner.id);
  try {
    takeLock(lock);
  } catch (error) {
    throw isBusy(error) ? taken(runner.id) : explain(error, lock);
  }
  try {
    await connection.write("now", (tx) => {
      if (tx.get(runnerById, { id: runner.id }) !== null) throw taken(runner.id);
      tx.run(register, {
        ...machine(),
        store: takePlace(tx),
        id: runner.id,
        host: hostname(),
        pid: process.pid,
        processStart: processStart(process.pid),
        version: runner.version,
        workers: runner.workers,
        queues,
        excludedQueues,
        now,
      });
    });
  } catch (error) {
    releaseLock(lock);
    throw error;
  }
  note(connection);
  return lock;
}

/** A name that a dead runner left is taken, too, until it is rescued. */
function taken(id: string): InvalidInput {
  return new InvalidInput(`a runner called ${id} is registered already`, "choose another name");
}

export async function heartbeatOf(connection: Connection, id: string, now: number): Promise<void> {
  const known = await connection.write("never", (tx, sums) => {
    // Else a snapshot would tell of half of what shares its transaction.
    sums.apply(tx);
    // Here and not in a turn: a runner that has nothing to do still sees how the queues grow.
    snapshotOnce(tx, now);
    countBeat(tx);
    return tx.run(heartbeat, { id, now }) > 0;
  });
  if (!known) throw unknown(id);
  note(connection);
}

/** First the row, then the lock. One that holds leases keeps its row, and so is found dead and rescued. */
export async function deregisterRunner(connection: Connection, id: string): Promise<void> {
  await connection.write("now", (tx) => {
    countBeat(tx);
    tx.run(deregister, { id });
  });
  note(connection);
  releaseLock(lockOf(connection, id));
}

export async function requestStopOf(
  connection: Connection,
  id: string | null,
  how: StopRequest,
  now: number,
): Promise<RunnerRecord[]> {
  const noted = readNoted(connection.files);
  const [rows, store] = await connection.write("now", (tx) => {
    const named = id === null ? tx.all<RunnerRow>(runnersSql) : [tx.get<RunnerRow>(runnerById, { id })];
    const asked = named.map((runner) => {
      if (runner === null) throw unknown(id);
      tx.run(requestStop, { id: runner.id, how });
      return tx.get<RunnerRow>(runnerById, { id: runner.id }) as RunnerRow;
    });
    return [asked, identityOf(tx, noted)] as const;
  });
  return rows.map((row) => recordFrom(connection, row, { ...machine(), store }, now));
}

export async function listRunners(connection: Connection, now: number): Promise<RunnerRecord[]> {
  const { runners, here } = await lookAtRunners(connection);
  return runners.map((row) => recordFrom(connection, row, here, now));
}

/** All runners that are registered, and the place from which they are looked at. */
export async function lookAtRunners(
  connection: Connection,
): Promise<{ readonly runners: readonly RunnerRow[]; readonly here: Whereabouts }> {
  const noted = readNoted(connection.files);
  return connection.read((tx) => ({
    runners: tx.all<RunnerRow>(runnersSql),
    here: { ...machine(), store: identityOf(tx, noted) },
  }));
}

/** Whether a runner lives, as seen from here. */
export function probe(connection: Connection, row: RunnerRow, here: Whereabouts, now: number): Liveness {
  const lock = lockOf(connection, row.id);
  return livenessOf(row, { lockHeld: isHeld(lock), processLives: () => processLives(row) }, here, now);
}

function processLives({ pid, process_start }: RunnerRow): boolean {
  // This one lives, but has let go of the runner: where its main thread holds no lock, there was none to be deleted.
  if (pid === process.pid && Bun.isMainThread) return false;
  return process_start !== null && isAlive(pid, process_start);
}

/** The lock file of a runner. A runner's name is safe as a file's, but for the two that mean directories. */
export function lockOf({ files }: Pick<Connection, "files">, id: string): string {
  return `${files.locks}/${id}.lock`;
}

export function unknown(id: string | null): NotFound {
  return new NotFound(`there is no runner ${id}`, "see which there are: queuectl worker list");
}

function recordFrom(connection: Connection, row: RunnerRow, here: Whereabouts, now: number): RunnerRecord {
  return {
    id: row.id,
    workers: row.workers,
    ...selectionFrom(row),
    version: row.version,
    host: row.host,
    pid: row.pid,
    processStart: row.process_start,
    startedAt: row.started_at,
    heartbeatAt: row.heartbeat_at,
    stopRequested: row.stop_requested,
    alive: probe(connection, row, here, now).alive,
  };
}

type Machine = Pick<Whereabouts, "bootId" | "pidNamespace">;

let known: Machine | null = null;

/** Neither changes within the life of a process. */
function machine(): Machine {
  known ??= { bootId: bootId(), pidNamespace: pidNamespace() };
  return known;
}
