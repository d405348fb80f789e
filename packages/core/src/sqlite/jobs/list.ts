import { seqOf } from "../../domain/job/cursor.ts";
import type { Job } from "../../domain/job/job.ts";
import { JOB_STATES } from "../../domain/state.ts";
import type { JobFilter, PrefixPage } from "../../store/reading.ts";
import type { Connection } from "../database/connection.ts";
import type { Tx } from "../database/transaction.ts";
import { excerptAt, rowAt, rowOf, withLast } from "./find.ts";
import forward from "./sql/list.sql" with { type: "text" };
import withPrefix from "./sql/list-prefix.sql" with { type: "text" };
import processingForward from "./sql/list-processing.sql" with { type: "text" };
import processingReverse from "./sql/list-processing-reverse.sql" with { type: "text" };
import queueStateForward from "./sql/list-queue-state.sql" with { type: "text" };
import queueStateReverse from "./sql/list-queue-state-reverse.sql" with { type: "text" };
import reverse from "./sql/list-reverse.sql" with { type: "text" };
import stateForward from "./sql/list-state.sql" with { type: "text" };
import stateReverse from "./sql/list-state-reverse.sql" with { type: "text" };

const FORWARD = { all: forward, state: stateForward, both: queueStateForward, processing: processingForward };
const REVERSE = { all: reverse, state: stateReverse, both: queueStateReverse, processing: processingReverse };

/**
 * A page of jobs. Each state is one search along an index that ends at the limit, and the pages are merged here: so a few
 * jobs of a rare queue are found as soon as those of a rare state.
 */
export function listJobs(connection: Connection, filter: JobFilter): Promise<Job[]> {
  return connection.read((tx) => {
    const { after, reverse } = filter;
    const end = reverse ? Number.MAX_SAFE_INTEGER : 0;
    const behind = after === undefined ? end : (seqOf(after) ?? rowOf(tx, after).seq);
    return jobsAt(tx, searchJobs(tx, filter, behind), filter.excerpts);
  });
}

/** A page of the jobs whose ids begin alike, found along the index of ids. */
export function listByPrefix(connection: Connection, prefix: string, page: PrefixPage): Promise<Job[]> {
  const { after, limit, excerpts } = page;
  // Ahead of, and behind, every character that a name may have. One bound at each end: of two, the search uses either.
  const from = after !== undefined && after >= prefix ? `${after}!` : prefix;
  const end = `${prefix}~`;
  return connection.read((tx) => jobsAt(tx, tx.all<Found>(withPrefix, { from, end, limit }), excerpts));
}

interface Found {
  readonly seq: number;
}

/** One after the other: of what is long, one at a time is held whole. */
function jobsAt(tx: Tx, found: readonly Found[], excerpts = false): Job[] {
  return found.map(({ seq }) => (excerpts ? excerptAt(tx, seq) : withLast(tx, rowAt(tx, seq))));
}

/** The numbers of the jobs behind the number `after`. */
export function searchJobs(tx: Tx, filter: JobFilter, after: number): Found[] {
  const { queue, limit, reverse = false } = filter;
  const statements = reverse ? REVERSE : FORWARD;
  if (filter.states === undefined && queue === undefined) return tx.all(statements.all, { after, limit });
  const pages = [...new Set(filter.states ?? JOB_STATES)].map((state) => {
    if (state === "processing") {
      return tx.all<Found>(statements.processing, { queue: queue ?? null, after, limit });
    }
    return queue === undefined
      ? tx.all<Found>(statements.state, { state, after, limit })
      : tx.all<Found>(statements.both, { state, queue, after, limit });
  });
  const order = reverse ? -1 : 1;
  return pages
    .flat()
    .sort((a, b) => order * (a.seq - b.seq))
    .slice(0, limit);
}
