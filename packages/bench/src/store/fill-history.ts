import { Database } from "bun:sqlite";

const MINUTE_MS = 60_000;
const MINUTES = 1_440;

/** Gives a store the last day that a busy one has: a snapshot a minute, each of attempts that ended in every way and time. */
export function fillHistory(path: string): void {
  using db = new Database(path, { create: false, readwrite: true, strict: true });
  db.run(INSERT_TOTALS);
  db.prepare(INSERT_SNAPSHOTS).run({ minute: MINUTE_MS, minutes: MINUTES, now: Math.floor(Date.now() / MINUTE_MS) });
}

const INSERT_TOTALS = `
  INSERT INTO totals (series, bucket, count, sum_ms)
  SELECT s.column1, bucket, ${MINUTES} * (20 - bucket), ${MINUTES} * (20 - bucket) * (bucket + 1) * 10
    FROM (VALUES ('completed'), ('failed'), ('wait'), ('start')) AS s,
         (WITH RECURSIVE n(bucket) AS (SELECT 0 UNION ALL SELECT bucket + 1 FROM n WHERE bucket < 12) SELECT bucket FROM n)`;

const INSERT_SNAPSHOTS = `
  INSERT INTO history (at, enqueued, oldest_due_at, jobs, totals)
  SELECT ($now - $minutes + i) * $minute, i * 100, NULL,
         (SELECT json_object('scheduled', scheduled, 'pending', pending, 'failed', failed, 'completed', completed) FROM counters),
         (SELECT json_group_array(json_array(series, bucket, count * i / $minutes, sum_ms * i / $minutes)) FROM totals)
    FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $minutes) SELECT i FROM n)`;
