import type { Tx } from "../database/transaction.ts";
import type { Waiting } from "../runners/waiting.ts";
import nextPending from "./sql/next-pending.sql" with { type: "text" };

interface Place {
  readonly priority: number;
  readonly seq: number;
}

/** The pending jobs of one queue, read some at a time. */
interface Line {
  readonly queue: string;
  /** Nobody in it comes earlier. */
  place: Place;
  /** Those that were read and are not taken. */
  readonly jobs: Place[];
  read: number;
  more: boolean;
}

/**
 * The first `limit` jobs of these lines, by priority and then by age. A line is read when it comes to the front, and as far as
 * its share of the limit goes: the cost is that of the jobs, however many lines there are and however long they are.
 */
export function nextJobs(tx: Tx, waiting: readonly Waiting[], limit: number): number[] {
  const [only] = waiting;
  if (only !== undefined && waiting.length === 1) return read(tx, only.name, limit, 0).map(({ seq }) => seq);
  // One more than its share, since that tells for how long the line has to stand back.
  const share = Math.ceil(limit / waiting.length) + 1;
  const lines = waiting.map((head): Line => ({ queue: head.name, place: head, jobs: [], read: 0, more: true }));
  const taken: number[] = [];
  for (let line = lines.shift(); line !== undefined && taken.length < limit; line = lines.shift()) {
    const job = line.jobs.shift();
    if (job !== undefined) taken.push(job.seq);
    else readOn(tx, line, Math.max(share, line.read));
    line.place = line.jobs[0] ?? job ?? line.place;
    if (line.jobs.length > 0 || line.more) insert(lines, line);
  }
  return taken;
}

function readOn(tx: Tx, line: Line, limit: number): void {
  const jobs = read(tx, line.queue, limit, line.read);
  line.jobs.push(...jobs);
  line.read += jobs.length;
  line.more = jobs.length === limit;
}

function read(tx: Tx, queue: string, limit: number, offset: number): Place[] {
  return tx.all<Place>(nextPending, { queue, limit, offset });
}

/** Mostly it belongs at one of the ends. */
function insert(lines: Line[], line: Line): void {
  let at = 0;
  while (at < lines.length && compare((lines[at] as Line).place, line.place) < 0) at++;
  lines.splice(at, 0, line);
}

function compare(a: Place, b: Place): number {
  return b.priority - a.priority || a.seq - b.seq;
}
