import { JobNotFound } from "../../domain/errors.ts";
import { EXCERPT_LENGTH } from "../../domain/job/excerpt.ts";
import type { Attempt, Job } from "../../domain/job/job.ts";
import type { Connection } from "../database/connection.ts";
import { type AttemptRow, attemptFrom, excerptFrom, type JobRow, jobFrom } from "./rows.ts";
import attemptsOf from "./sql/attempts.sql" with { type: "text" };
import jobBySeq from "./sql/job.sql" with { type: "text" };
import jobById from "./sql/job-by-id.sql" with { type: "text" };
import jobExcerpt from "./sql/job-excerpt.sql" with { type: "text" };
import lastAttempt from "./sql/last-attempt.sql" with { type: "text" };

/** The row of a job; throws `JobNotFound`. Call it within a transaction. */
export function rowOf(connection: Connection, id: string): JobRow {
  const row = connection.get<JobRow>(jobById, { id });
  if (row === null) throw new JobNotFound(id);
  return row;
}

/** The row of the job of that number, which must be there. Call it within a transaction that found the number. */
export function rowAt(connection: Connection, seq: number): JobRow {
  const row = connection.get<JobRow>(jobBySeq, { seq });
  if (row === null) throw new Error(`job ${seq} was found and is not there`);
  return row;
}

/** The same job as lists show it. */
export function excerptAt(connection: Connection, seq: number): Job {
  const row = connection.get<JobRow>(jobExcerpt, { seq, length: EXCERPT_LENGTH + 1 });
  if (row === null) throw new Error(`job ${seq} was found and is not there`);
  return excerptFrom(row, lastOf(connection, row));
}

/** Completes a row with its most recent attempt. Call it within the transaction that read the row. */
export function withLast(connection: Connection, row: JobRow): Job {
  return jobFrom(row, lastOf(connection, row));
}

function lastOf(connection: Connection, row: JobRow): Attempt | null {
  const last = row.last_attempt === 0 ? null : lastRow(connection, row.seq);
  return last && attemptFrom(last);
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
