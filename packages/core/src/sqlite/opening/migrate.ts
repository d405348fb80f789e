import type { Database } from "bun:sqlite";
import { StoreRefused } from "../../domain/errors.ts";
import type { SqliteFiles } from "../database/files.ts";
import { APPLICATION_ID, inspect, SCHEMA_VERSION, userVersion } from "../database/gate.ts";
import { isHeld } from "../runners/locks.ts";
import initial from "./migrations/0001-initial.sql" with { type: "text" };
import idempotencyKeys from "./migrations/0002-idempotency-keys.sql" with { type: "text" };
import history from "./migrations/0003-history.sql" with { type: "text" };
import processingByRunner from "./migrations/0004-processing-by-runner.sql" with { type: "text" };
import waits from "./migrations/0005-waits.sql" with { type: "text" };
import identity from "./migrations/0006-identity.sql" with { type: "text" };
import queues from "./migrations/0007-queues.sql" with { type: "text" };

/** In order; the n-th leads to version n. One that was published never changes. */
const MIGRATIONS = [initial, idempotencyKeys, history, processingByRunner, waits, identity, queues];

/**
 * Brings a database to this program's version. Everything is one transaction that looks again at what there is, since
 * others may be about the same: a second one finds nothing left to do. Throws while a runner works by the old law.
 */
export function migrate(db: Database, files: SqliteFiles): void {
  db.run("BEGIN IMMEDIATE");
  try {
    if (inspect(db, files.database) === "older") refuseWhileRunning(db, files);
    for (const migration of MIGRATIONS.slice(userVersion(db))) db.run(migration);
    db.run(`PRAGMA user_version = ${SCHEMA_VERSION}`);
    db.run(`PRAGMA application_id = ${APPLICATION_ID}`);
    db.run("COMMIT");
  } catch (error) {
    if (db.inTransaction) db.run("ROLLBACK");
    throw error;
  }
}

/** Goes through the migrations on an empty database, and tells each version when it is reached. */
export function* versions(db: Database): Generator<number> {
  for (const [index, migration] of MIGRATIONS.entries()) {
    db.run(migration);
    yield index + 1;
  }
}

function refuseWhileRunning(db: Database, files: SqliteFiles): void {
  const runners = db.prepare<{ id: string }, []>("SELECT id FROM runners");
  const ids = runners.all().map(({ id }) => id);
  runners.finalize();
  if (!ids.some((id) => isHeld(`${files.locks}/${id}.lock`))) return;
  throw new StoreRefused(
    `the database ${files.database} is older than this queuectl, and a runner still works with it`,
    "stop the runners with the queuectl that started them, then try again",
  );
}
