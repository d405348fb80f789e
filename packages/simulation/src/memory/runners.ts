import { type Abandoned, InvalidInput, isName, NotFound, type RunnerRecord, type RunnerSpec } from "@queuectl/core";
import { processStart } from "@queuectl/core/host";
import type { MemoryDatabase } from "./database.ts";
import { jobFrom, type Liveness, leaseOf, type RunnerRecordKept } from "./records.ts";

/** Where a lock cannot be seen, a heartbeat that has been silent for so long means death. */
const SILENCE_MS = 60_000;

export function register(database: MemoryDatabase, runner: RunnerSpec, host: string, now: number): void {
  if (!isName(runner.id))
    throw new InvalidInput(`runner: ${JSON.stringify(runner.id)} is not a valid name`, "choose another name");
  if (database.runners.has(runner.id))
    throw new InvalidInput(`there is a runner ${runner.id} already`, "choose another name");
  database.locks.add(runner.id);
  database.runners.set(runner.id, { ...runner, host, startedAt: now, heartbeatAt: now, stopRequested: null });
}

/** A runner that still holds leases keeps its entry, and so is found dead. */
export function deregister(database: MemoryDatabase, id: string): void {
  database.locks.delete(id);
  for (const job of database.inState.processing) if (job.runner === id) return;
  database.runners.delete(id);
}

export function registered(database: MemoryDatabase, id: string): RunnerRecordKept {
  const runner = database.runners.get(id);
  if (runner === undefined) throw new NotFound(`there is no runner ${id}`, "see which there are: queuectl worker list");
  return runner;
}

/** Moves the leases of all dead runners over to the living one `by`, and forgets them; `pulse` feels who is still. */
export function rescue(database: MemoryDatabase, by: string, from: string, pulse: Pulse): Abandoned[] {
  const abandoned: Abandoned[] = [];
  for (const runner of [...database.runners.values()]) {
    const life = livenessOf(database, runner, from, runner.heartbeatAt + pulse.stillFor(runner));
    if (runner.id === by || life.alive !== false) continue;
    registered(database, by);
    const { loss, reachable } = life;
    for (const job of database.inState.processing) {
      if (job.runner !== runner.id) continue;
      Object.assign(job, { runner: by });
      const { pid, processStart } = database.attemptOf(job);
      const { stopRequested } = runner;
      abandoned.push({ lease: leaseOf(job), job: jobFrom(job), loss, stopRequested, pid, processStart, reachable });
    }
    database.runners.delete(runner.id);
  }
  return abandoned;
}

export function recordFrom(
  database: MemoryDatabase,
  runner: RunnerRecordKept,
  from: string,
  now: number,
): RunnerRecord {
  const { alive } = livenessOf(database, runner, from, now);
  return { ...runner, pid: process.pid, processStart: processStart(process.pid), alive };
}

/** How long heartbeats have not moved, as one process has seen it: the wall clock plays no part. */
export class Pulse {
  readonly #seen = new Map<string, { readonly heartbeatAt: number; readonly since: number }>();

  constructor(private readonly elapsed: () => number) {}

  stillFor({ id, heartbeatAt }: RunnerRecordKept): number {
    const known = this.#seen.get(id);
    if (known?.heartbeatAt === heartbeatAt) return this.elapsed() - known.since;
    this.#seen.set(id, { heartbeatAt, since: this.elapsed() });
    return 0;
  }
}

function livenessOf(database: MemoryDatabase, runner: RunnerRecordKept, from: string, now: number): Liveness {
  if (runner.host === from) {
    return database.locks.has(runner.id) ? { alive: true } : { alive: false, loss: "runner-died", reachable: true };
  }
  const silent = now - runner.heartbeatAt >= SILENCE_MS;
  return silent ? { alive: false, loss: "runner-died", reachable: false } : { alive: null };
}
