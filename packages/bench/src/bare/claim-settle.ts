/**
 * The least that claims and settles can be on the tables of queuectl: one statement for the claims of a batch, one for their
 * attempts, one for each of the two when they are settled, one commit for both. Arguments: a folder with a new database of
 * queuectl, how many jobs, how many a batch. Prints jobs a second.
 */
import { Database } from "bun:sqlite";
import { join } from "node:path";

const [folder = "", ...counts] = process.argv.slice(2);
const [jobs = 0, batch = 1] = counts.map(Number);
const db = new Database(join(folder, "queue.db"), { create: false, readwrite: true, strict: true });
db.run("PRAGMA synchronous = FULL");
db.run("PRAGMA foreign_keys = ON");
fill();

const claim = db.prepare<{ seq: number; nonce: string }, [{ now: number; batch: number }]>(
  `UPDATE jobs SET state = 'processing', attempts = 1, last_attempt = 1, runner = 'bare', nonce = hex(randomblob(8)), updated_at = $now
    WHERE seq IN (SELECT seq FROM jobs WHERE state = 'pending' AND queue = 'default' ORDER BY priority DESC, seq LIMIT $batch)
   RETURNING seq, nonce`,
);
const leases = "FROM (SELECT value ->> 0 AS job, value ->> 1 AS lease FROM json_each($leases))";
const attempt = db.prepare(
  `INSERT INTO attempts (job, number, runner, claimed_at) SELECT job, 1, 'bare', $now ${leases}`,
);
const settle = db.prepare(
  `UPDATE jobs SET state = 'completed', runner = NULL, nonce = NULL, finished_at = $now, updated_at = $now
     ${leases} WHERE seq = job AND last_attempt = 1 AND nonce = lease`,
);
const end = db.prepare(
  `UPDATE attempts SET finished_at = $now, outcome = 'exited', exit_code = 0 ${leases} AS l WHERE attempts.job = l.job AND number = 1`,
);

let done = 0;
let held: { seq: number; nonce: string }[] = [];
const begin = performance.now();
do {
  const now = Date.now();
  db.run("BEGIN IMMEDIATE");
  if (held.length > 0) {
    const list = JSON.stringify(held.map(({ seq, nonce }) => [seq, nonce]));
    settle.run({ now, leases: list });
    end.run({ now, leases: list });
    done += held.length;
  }
  held = claim.all({ now, batch });
  if (held.length > 0) attempt.run({ now, leases: JSON.stringify(held.map(({ seq, nonce }) => [seq, nonce])) });
  db.run("COMMIT");
} while (held.length > 0);
await Bun.write(Bun.stdout, `${done / ((performance.now() - begin) / 1_000)}\n`);
db.close();

function fill(): void {
  db.run(`INSERT INTO runners (id, host, pid, version, workers, started_at, heartbeat_at)
          VALUES ('bare', 'here', 1, 'bare', 1, 0, 0)`);
  db.run(
    `INSERT INTO jobs (id, enqueue_nonce, queue, command, state, priority, max_retries, backoff_base, run_at, created_at, updated_at)
     WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
     SELECT 'job' || i, 'bare', 'default', '"true"', 'pending', 0, 3, 2, 0, 0, 0 FROM n`,
    [jobs],
  );
}
