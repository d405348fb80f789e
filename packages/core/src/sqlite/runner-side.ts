import type {
  Abandoned,
  Claim,
  RunnerRecord,
  RunnerSpec,
  StopRequest,
  StoreHealth,
  StoreSize,
  Turn,
  TurnResult,
} from "../store/index.ts";
import { takeTurn } from "./claiming/turn.ts";
import type { Connection } from "./database/connection.ts";
import { readSize } from "./database/size.ts";
import { readHealth } from "./runners/health.ts";
import { Idleness } from "./runners/idleness.ts";
import { abandonLock, keepLock } from "./runners/locks.ts";
import { RescueMemory, rescueFor } from "./runners/rescue.ts";
import {
  deregisterRunner,
  heartbeatOf,
  listRunners,
  lockOf,
  registerRunner,
  requestStopOf,
} from "./runners/runners.ts";

/** What long-lived processes ask of the store, and what it remembers between their calls. */
export class RunnerSide {
  readonly #connection: Connection;
  readonly #idleness = new Idleness();
  readonly #locks = new Set<string>();
  /** Claims whose COMMIT failed: if it happened all the same, they are handed out by the next turn. */
  readonly #unconfirmed = new Map<string, Claim>();
  readonly #rescues = new RescueMemory();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async register(runner: RunnerSpec, now: number): Promise<void> {
    // SQLite copies each page that a statement changes, should it fail midway. A turn of a hundred jobs made it do so in a file.
    this.#connection.db.run("PRAGMA temp_store = MEMORY");
    this.#locks.add(await registerRunner(this.#connection, runner, now));
  }

  async heartbeat(runner: string, now: number): Promise<void> {
    keepLock(lockOf(this.#connection, runner));
    await heartbeatOf(this.#connection, runner, now);
    this.#idleness.rest(this.#connection);
  }

  async deregister(runner: string): Promise<void> {
    await deregisterRunner(this.#connection, runner);
    this.#locks.delete(lockOf(this.#connection, runner));
  }

  async turn(turn: Turn, now: number): Promise<TurnResult> {
    const result = await takeTurn(this.#connection, turn, now, this.#unconfirmed);
    if (turn.settled.length + result.claimed.length > 0) this.#idleness.stir();
    return result;
  }

  rescue(by: string, now: number): Promise<Abandoned[]> {
    return rescueFor(this.#connection, by, now, this.#rescues);
  }

  requestStop(runner: string | null, how: StopRequest, now: number): Promise<RunnerRecord[]> {
    return requestStopOf(this.#connection, runner, how, now);
  }

  runners(now: number): Promise<RunnerRecord[]> {
    return listRunners(this.#connection, now);
  }

  health(): Promise<StoreHealth> {
    return readHealth(this.#connection);
  }

  size(): StoreSize {
    return readSize(this.#connection.files);
  }

  /** Runners that were not deregistered look dead from now on. */
  close(): void {
    for (const lock of this.#locks) abandonLock(lock);
    this.#locks.clear();
  }
}
