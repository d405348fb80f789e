import type { JobState } from "../../domain/state.ts";
import { type QueuePage, type QueueStatus, SHOWN_QUEUES } from "../../store/reading.ts";
import type { Connection } from "../database/connection.ts";
import type { Tx } from "../database/transaction.ts";
import busyQueues from "./sql/busy-queues.sql" with { type: "text" };
import countersSql from "./sql/counters.sql" with { type: "text" };
import queueSql from "./sql/queue.sql" with { type: "text" };
import queuesSql from "./sql/queues.sql" with { type: "text" };

type Counts = Record<JobState, number>;

interface QueueRow extends Counts {
  readonly name: string;
  readonly paused: number;
}

/** How many jobs there are in each state, and how many queues. */
export function currentCounters(tx: Tx): { jobs: Counts; queues: number } {
  const row = tx.get<Counts & { queues: number }>(countersSql) as Counts & { queues: number };
  return { jobs: countsFrom(row), queues: row.queues };
}

/** How one queue is; `null` for one that has neither jobs nor anything set. */
export function queueStatus(tx: Tx, name: string): QueueStatus | null {
  const row = tx.get<QueueRow>(queueSql, { name });
  return row && statusFrom(row);
}

/** A page of them by name; see the port. */
export function listQueues(connection: Connection, { after = "", limit }: QueuePage): Promise<QueueStatus[]> {
  return connection.read((tx) => tx.all<QueueRow>(queuesSql, { after, limit }).map(statusFrom));
}

/** The queues that a status tells of: all, or where these are too many, those in which something goes on. */
export function shownQueues(tx: Tx, queues: number): QueueStatus[] {
  const busy = queues <= SHOWN_QUEUES ? [] : tx.all<QueueRow>(busyQueues, { limit: SHOWN_QUEUES });
  const shown = new Map(busy.map((row) => [row.name, row]));
  if (shown.size < SHOWN_QUEUES) {
    for (const row of tx.all<QueueRow>(queuesSql, { after: "", limit: SHOWN_QUEUES })) {
      if (shown.size < SHOWN_QUEUES) shown.set(row.name, row);
    }
  }
  return [...shown.values()].sort((a, b) => (a.name < b.name ? -1 : 1)).map(statusFrom);
}

function statusFrom(row: QueueRow): QueueStatus {
  return { name: row.name, paused: row.paused === 1, jobs: countsFrom(row) };
}

/** Written out, since there are a hundred of them in a status: entries by name took as long as to read them. */
function countsFrom({ scheduled, pending, processing, failed, completed, dead, cancelled }: Counts): Counts {
  return { scheduled, pending, processing, failed, completed, dead, cancelled };
}
