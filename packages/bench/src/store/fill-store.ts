import { Database } from "bun:sqlite";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { openSqliteStore } from "@queuectl/core/sqlite";
import { countAnew } from "@queuectl/core/sqlite/harness";

/** Of each hundred jobs; the rest are completed. */
const SHARES = { scheduled: 10, pending: 18, failed: 1, dead: 1 };
const DAY_MS = 86_400_000;

/**
 * Makes a store with so many jobs in so many queues, `queue-0` and so on, by SQL: the port would take hours for ten million.
 * Resolves to its database.
 */
export async function fillStore(folder: string, jobs: number, queues = 2): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, "queue.db");
  const now = Date.now();
  const store = await openSqliteStore(path, { access: "write" });
  await store.close();
  const db = new Database(path, { create: false, readwrite: true, strict: true });
  db.run("PRAGMA synchronous = OFF");
  db.run("PRAGMA cache_size = -200000");
  db.prepare(INSERT_JOBS).run({ jobs, queues, past: now - DAY_MS, future: now + DAY_MS });
  db.run(INSERT_ATTEMPTS);
  countAnew(db);
  db.run("PRAGMA wal_checkpoint(TRUNCATE)");
  db.close();
  return path;
}

const { scheduled, pending, failed, dead } = SHARES;
const SHARE = "i * 37 % 100";

const INSERT_JOBS = `
  INSERT INTO jobs (id, enqueue_nonce, queue, command, state, priority, attempts, last_attempt, max_retries, backoff_base,
                    run_at, created_at, updated_at, finished_at)
  SELECT printf('job-%09d', i), 'filled', 'queue-' || ((i + i / 100) % $queues), '"true"', state, 0,
         state IN ('failed', 'dead', 'completed'), state IN ('failed', 'dead', 'completed'), 3, 2,
         CASE WHEN state IN ('scheduled', 'failed') THEN $future + i ELSE $past END, $past, $past,
         CASE WHEN state IN ('dead', 'completed') THEN $past + i % 1000 END
    FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $jobs)
          SELECT i, CASE WHEN ${SHARE} < ${scheduled} THEN 'scheduled'
                         WHEN ${SHARE} < ${scheduled + pending} THEN 'pending'
                         WHEN ${SHARE} < ${scheduled + pending + failed} THEN 'failed'
                         WHEN ${SHARE} < ${scheduled + pending + failed + dead} THEN 'dead'
                         ELSE 'completed' END AS state FROM n)`;

const INSERT_ATTEMPTS = `
  INSERT INTO attempts (job, number, runner, worker, pid, claimed_at, started_at, finished_at, outcome, exit_code)
  SELECT seq, 1, 'filled', 1, 1, run_at, run_at, run_at + 1, 'exited', state <> 'completed'
    FROM jobs WHERE last_attempt = 1`;
