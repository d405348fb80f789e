import type { Job } from "../domain/job.ts";
import type { JobState } from "../domain/state.ts";
import type { JobFilter } from "../store/reading.ts";
import type { Connection } from "./connection.ts";
import { rowOf, withLast } from "./find.ts";
import type { JobRow } from "./rows.ts";
import forward from "./sql/list.sql" with { type: "text" };
import queueForward from "./sql/list-queue.sql" with { type: "text" };
import queueReverse from "./sql/list-queue-reverse.sql" with { type: "text" };
import queueStateForward from "./sql/list-queue-state.sql" with { type: "text" };
import queueStateReverse from "./sql/list-queue-state-reverse.sql" with { type: "text" };
import reverse from "./sql/list-reverse.sql" with { type: "text" };
import stateForward from "./sql/list-state.sql" with { type: "text" };
import stateReverse from "./sql/list-state-reverse.sql" with { type: "text" };

const FORWARD = { all: forward, state: stateForward, queue: queueForward, both: queueStateForward };
const REVERSE = { all: reverse, state: stateReverse, queue: queueReverse, both: queueStateReverse };

/** A page of jobs. Each state is one search along an index that ends at the limit, and the pages are merged here. */
export function listJobs(connection: Connection, filter: JobFilter): Promise<Job[]> {
  return connection.read(() => {
    const end = filter.reverse ? Number.MAX_SAFE_INTEGER : 0;
    const after = filter.after === undefined ? end : rowOf(connection, filter.after).seq;
    const rows = filter.states === undefined ? search(connection, filter, after) : merged(connection, filter, after);
    return rows.map((row) => withLast(connection, row));
  });
}

function merged(connection: Connection, filter: JobFilter, after: number): JobRow[] {
  const rows = [...new Set(filter.states)].flatMap((state) => search(connection, filter, after, state));
  return rows.sort((a, b) => (filter.reverse ? b.seq - a.seq : a.seq - b.seq)).slice(0, filter.limit);
}

function search(connection: Connection, filter: JobFilter, after: number, state?: JobState): JobRow[] {
  const { queue, limit } = filter;
  const statements = filter.reverse ? REVERSE : FORWARD;
  if (state === undefined) {
    return queue === undefined
      ? connection.all(statements.all, { after, limit })
      : connection.all(statements.queue, { queue, after, limit });
  }
  return queue === undefined
    ? connection.all(statements.state, { state, after, limit })
    : connection.all(statements.both, { state, queue, after, limit });
}
