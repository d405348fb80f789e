import { cursorOf, type Job, type JobSpec, type JobStore, jobJson, QueuectlError } from "@queuectl/core";
import { jsonValues, PlacedJobs } from "@queuectl/core/intake";
import type { Out } from "../print/out.ts";
import type { Progress } from "../print/progress.ts";
import type { Completion } from "./completion.ts";

/** Where many jobs come from. */
export interface Source {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** How much of it has been read, from 0 to 1; `null` where its size is not known. */
  readonly part: () => number | null;
}

export interface Intake {
  readonly source: Source;
  readonly completion: Completion;
  readonly store: JobStore;
  readonly progress: Progress;
  readonly out: Out;
  readonly now: number;
}

const BATCH = 1_000;
const PAGE = 500;

/** Stores every job of a source, or none: it is read and checked to its end before the store locks anything. */
export async function enqueueAll({ source, completion, store, progress, out, now }: Intake): Promise<number> {
  const lines = new PlacedJobs("line", completion.json);
  let first: string | undefined;
  async function* batches(): AsyncGenerator<JobSpec[]> {
    for await (const values of jsonValues(source.chunks)) {
      const batch: JobSpec[] = [];
      for (const { line, value } of values) batch.push(lines.read(line, value));
      const [head] = batch;
      if (head !== undefined && first === undefined) {
        // The first of them has a name in any case: from there on they are read back for the answer.
        first = head.id ?? Bun.randomUUIDv7();
        batch[0] = { ...head, id: first };
      }
      yield batch;
      await progress.show("checked", lines.count, source.part());
    }
  }
  const total = await store.enqueueMany(batches(), now).catch((error: unknown) => {
    throw lines.located(error);
  });
  if (out.json) await out.array(jobsFrom(store, first, total));
  return total;
}

/** Stores a source's jobs a thousand at a time, as they come; what was stored stays when a later line is wrong. */
export async function* enqueueEach({ source, completion, store, progress, now }: Intake): AsyncGenerator<Job[]> {
  let lines = new PlacedJobs("line", completion.json);
  let batch: JobSpec[] = [];
  let stored = 0;
  let reached = 0;
  const flush = async (): Promise<Job[]> => {
    const jobs = await store.enqueue(batch, now);
    stored += jobs.length;
    reached = lines.lastPlace;
    lines = new PlacedJobs("line", completion.json);
    batch = [];
    await progress.show("stored", stored, source.part());
    return jobs;
  };
  try {
    for await (const values of jsonValues(source.chunks)) {
      for (const { line, value } of values) {
        batch.push(lines.read(line, value));
        if (batch.length === BATCH) yield await flush();
      }
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
  const end = head.seq + total;
  for (let { seq } = head; seq < end - 1; ) {
    const jobs = await store.jobs({ after: cursorOf({ seq }), limit: Math.min(PAGE, end - 1 - seq) });
    // Where some were deleted meanwhile, those of others follow.
    for (const job of jobs) if (job.seq < end) yield jobJson(job);
    seq = jobs.at(-1)?.seq ?? end;
  }
}
