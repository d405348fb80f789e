import { JobNotFound } from "../domain/errors.ts";
import type { Attempt, Job } from "../domain/job.ts";
import type { Connection } from "./connection.ts";
import { type AttemptRow, attemptFrom, type JobRow, jobFrom } from "./rows.ts";
import attemptsOf from "./sql/attempts.sql" with { type: "text" };
import jobById from "./sql/job-by-id.sql" with { type: "text" };
import lastAttempt from "./sql/last-attempt.sql" with { type: "text" };

/** The row of a job; throws `JobNotFound`. Call it within a transaction. */
export function rowOf(connection: Connection, id: string): JobRow {
  const row = connection.get<JobRow>(jobById, { id });
  if (row === null) throw new JobNotFound(id);
  return row;
}

/** Completes a row with its most recent attempt. Call it within the transaction that read the row. */
export function withLast(connection: Connection, row: JobRow): Job {
  const last = row.last_attempt === 0 ? null : lastRow(connection, row.seq);
  return jobFrom(row, last && attemptFrom(last));
}

/** The row of a job's most recent attempt, if it has any. */
export function lastRow(connection: Connection, seq: number): AttemptRow | null {
  return connection.get<AttemptRow>(lastAttempt, { seq });
}

export function findJob(connection: Connection, id: string): Promise<Job | null> {
  return connection.read(() => {
    const row = connection.get<JobRow>(jobById, { id });
    return row && withLast(connection, row);
  });
}

export function findAttempts(connection: Connection, id: string): Promise<Attempt[]> {
  return connection.read(() => connection.all<AttemptRow>(attemptsOf, { id }).map(attemptFrom));
}
