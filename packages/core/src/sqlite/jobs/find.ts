import { JobNotFound } from "../../domain/errors.ts";
import { EXCERPT_LENGTH } from "../../domain/job/excerpt.ts";
import type { Attempt, Job } from "../../domain/job/job.ts";
import type { Connection } from "../database/connection.ts";
import type { Tx } from "../database/transaction.ts";
import { type AttemptRow, attemptFrom, excerptFrom, type JobRow, jobFrom } from "./rows.ts";
import attemptsOf from "./sql/attempts.sql" with { type: "text" };
import jobBySeq from "./sql/job.sql" with { type: "text" };
import jobById from "./sql/job-by-id.sql" with { type: "text" };
import jobExcerpt from "./sql/job-excerpt.sql" with { type: "text" };
import lastAttempt from "./sql/last-attempt.sql" with { type: "text" };

/** The row of a job; throws `JobNotFound`. */
export function rowOf(tx: Tx, id: string): JobRow {
  const row = tx.get<JobRow>(jobById, { id });
  if (row === null) throw new JobNotFound(id);
  return row;
}

/** The row of the job of that number, which must be there. Call it within a transaction that found the number. */
export function rowAt(tx: Tx, seq: number): JobRow {
  const row = tx.get<JobRow>(jobBySeq, { seq });
  if (row === null) throw new Error(`job ${seq} was found and is not there`);
  return row;
}

/** The same job as lists show it. */
export function excerptAt(tx: Tx, seq: number): Job {
  const row = tx.get<JobRow>(jobExcerpt, { seq, length: EXCERPT_LENGTH + 1 });
  if (row === null) throw new Error(`job ${seq} was found and is not there`);
  return excerptFrom(row, lastOf(tx, row));
}

/** Completes a row with its most recent attempt. Call it within the transaction that read the row. */
export function withLast(tx: Tx, row: JobRow): Job {
  return jobFrom(row, lastOf(tx, row));
}

function lastOf(tx: Tx, row: JobRow): Attempt | null {
  const last = row.last_attempt === 0 ? null : lastRow(tx, row.seq);
  return last && attemptFrom(last);
}

/** The row of a job's most recent attempt, if it has any. */
export function lastRow(tx: Tx, seq: number): AttemptRow | null {
  return tx.get<AttemptRow>(lastAttempt, { seq });
}

export function findJob(connection: Connection, id: string): Promise<Job | null> {
  return connection.read((tx) => {
    const row = tx.get<JobRow>(jobById, { id });
    return row && withLast(tx, row);
  });
}

export function findAttempts(connection: Connection, id: string): Promise<Attempt[]> {
  return connection.read((tx) => tx.all<AttemptRow>(attemptsOf, { id }).map(attemptFrom));
}
