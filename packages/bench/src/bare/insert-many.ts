/**
 * The loop that anyone would write: the rows of so many enqueued jobs, one statement each, in one transaction. Arguments: a
 * database that queuectl has made, and how many.
 */
import { Database } from "bun:sqlite";

const [path = "", count = "0"] = process.argv.slice(2);
const db = new Database(path, { create: false, readwrite: true });
db.run("PRAGMA synchronous = FULL");
db.run("PRAGMA foreign_keys = ON");
const now = Date.now();
const cwd = process.cwd();
const env = JSON.stringify({ PATH: process.env["PATH"] });
const insert = db.prepare(
  `INSERT INTO jobs (id, enqueue_nonce, queue, command, cwd, env, state, priority, max_retries, backoff_base, run_at,
                     created_at, updated_at)
   VALUES (?, 'bare', 'default', ?, ?, ?, 'pending', 0, 3, 2, ?, ?, ?)`,
);
db.run("BEGIN IMMEDIATE");
db.run("INSERT INTO queues (name, pending, head_priority, head_seq) VALUES ('default', ?, 0, 1)", [Number(count)]);
db.run("UPDATE counters SET queues = 1, pending = ?", [Number(count)]);
for (let i = 0; i < Number(count); i++) {
  insert.run(Bun.randomUUIDv7(), JSON.stringify(`echo ${i}`), cwd, env, now, now, now);
}
db.run("COMMIT");
db.close();
