import { type Job, type JobSpec, type JobStore, jobJson, QueuectlError } from "@queuectl/core";
import type { Out } from "../out.ts";
import type { Progress } from "../progress.ts";
import type { Completion } from "./completion.ts";
import { jsonValues } from "./json-values.ts";
import { KeptLines } from "./kept-lines.ts";
import { parseText } from "./parse-text.ts";
import { PlacedJobs } from "./placed-jobs.ts";

/** Where many jobs come from. */
export interface Source {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** How much of it has been read, from 0 to 1; `null` where its size is not known. */
  readonly part: () => number | null;
}

export interface Bulk {
  readonly source: Source;
  readonly completion: Completion;
  readonly store: JobStore;
  readonly progress: Progress;
  readonly out: Out;
  readonly now: number;
}

const BATCH = 1_000;
const PAGE = 500;

/** Stores every job of a source, or none: it is read and checked to its end before the store is asked for anything. */
export async function enqueueAll({ source, completion, store, progress, out, now }: Bulk): Promise<number> {
  using kept = new KeptLines();
  const lines = new PlacedJobs("line", completion);
  let first: string | undefined;
  let total = 0;
  for await (const { line, text } of jsonValues(source.chunks)) {
    const { id } = lines.read(line, () => parseText(text));
    // The first of them has a name in any case: from there on they are read back for the answer.
    if (total++ === 0) first = id ?? Bun.randomUUIDv7();
    kept.add(text.replaceAll("\n", " "));
    await progress.show("checked", total, source.part());
  }

  function* specs(): Generator<JobSpec> {
    let count = 0;
    for (const text of kept) {
      const spec = completion.json(JSON.parse(text));
      yield count++ === 0 ? { ...spec, id: first } : spec;
      if (count % BATCH === 0) void progress.show("stored", count, count / total);
    }
  }

  try {
    await store.enqueueMany(specs(), now);
  } catch (error) {
    throw lines.located(error);
  }
  if (out.json) await out.array(jobsFrom(store, first, total));
  return total;
}

/** Stores a source's jobs a thousand at a time, as they come; what was stored stays when a later line is wrong. */
export async function* enqueueEach({ source, completion, store, progress, now }: Bulk): AsyncGenerator<Job[]> {
  const lines = new PlacedJobs("line", completion);
  let batch: JobSpec[] = [];
  let stored = 0;
  let lastLine = 0;
  let reached = 0;
  const flush = async (): Promise<Job[]> => {
    const jobs = await store.enqueue(batch, now);
    stored += jobs.length;
    reached = lastLine;
    batch = [];
    await progress.show("stored", stored, source.part());
    return jobs;
  };
  try {
    for await (const { line, text } of jsonValues(source.chunks)) {
      batch.push(lines.read(line, () => parseText(text)));
      lastLine = line;
      if (batch.length === BATCH) yield await flush();
    }
    if (batch.length > 0) yield await flush();
  } catch (error) {
    const located = lines.located(error);
    if (!(located instanceof QueuectlError)) throw located;
    const far =
      stored === 0 ? "nothing was stored" : `stored ${stored} jobs, up to line ${reached}; what follows it was not`;
    throw new QueuectlError(located.message, located.code, far, { cause: error });
  }
}

/** Jobs of one transaction stand one behind the other. */
async function* jobsFrom(store: JobStore, first: string | undefined, total: number): AsyncGenerator<unknown> {
  const head = first === undefined ? null : await store.job(first);
  if (head === null) return;
  yield jobJson(head);
  let after = head.id;
  for (let left = total - 1; left > 0; ) {
    const jobs = await store.jobs({ after, limit: Math.min(PAGE, left) });
    for (const job of jobs) yield jobJson(job);
    after = jobs.at(-1)?.id ?? after;
    left = jobs.length === 0 ? 0 : left - jobs.length;
  }
}
