import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { chmodSync } from "node:fs";
import { execute, runner } from "../../contract/scene/steps.ts";
import { APPLICATION_ID, SCHEMA_VERSION } from "../database/gate.ts";
import { openSqliteStore } from "../index.ts";
import { scratchDatabase } from "../scratch.ts";
import initial from "./migrations/0001-initial.sql" with { type: "text" };

const NOW = 1_000_000_000;

test("a database of the first version becomes one of the last, and keeps its jobs", async () => {
  const path = scratchDatabase();
  const db = new Database(path);
  db.run("PRAGMA auto_vacuum = INCREMENTAL");
  db.run("PRAGMA journal_mode = WAL");
  db.run(initial);
  db.run("PRAGMA user_version = 1");
  db.run(`PRAGMA application_id = ${APPLICATION_ID}`);
  db.run("INSERT INTO queues (name) VALUES ('default')");
  db.run(`INSERT INTO jobs (id, enqueue_nonce, queue, command, state, priority, max_retries, backoff_base, run_at, created_at, updated_at)
          VALUES ('old', 'n', 'default', '"true"', 'pending', 0, 3, 2, ${NOW}, ${NOW}, ${NOW})`);
  for (const state of ["scheduled", "pending", "processing", "failed", "completed", "dead", "cancelled"]) {
    db.run("INSERT INTO counters (state, queue, jobs) VALUES (?, 'default', ?)", [state, state === "pending" ? 1 : 0]);
  }
  db.run(`INSERT INTO throughput VALUES (${NOW}, 'completed', 7)`);
  db.close();
  chmodSync(path, 0o600);

  const store = await openSqliteStore(path, { access: "write" });
  await store.register(runner(), NOW);
  await execute({ store, now: NOW } as Parameters<typeof execute>[0], { kind: "exited", exitCode: 0 });

  expect(await store.job("old")).toMatchObject({ state: "completed" });
  expect(await store.totals()).toMatchObject({ attempts: { completed: 1 }, enqueued: 1 });
  await store.deregister(runner().id);
  await store.close();
  const migrated = new Database(path, { readonly: true });
  expect(migrated.query("PRAGMA user_version").get()).toEqual({ user_version: SCHEMA_VERSION });
  expect(migrated.query("SELECT name FROM sqlite_schema WHERE name = 'throughput'").get()).toBeNull();
  migrated.close();
});
