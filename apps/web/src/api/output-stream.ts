import { Changes, type JobStore, type OutputStream } from "@queuectl/core";

/** Few enough to fit in memory many times over: a chunk has at most 64 KiB. */
const CHUNKS = 16;

export interface WantedOutput {
  readonly id: string;
  readonly attempt: number;
  /** Both unless given. */
  readonly stream: OutputStream | undefined;
}

/** Goes on until the attempt has ended, or the server. */
export interface Following {
  readonly closing: AbortSignal | undefined;
  /** Called when nothing more will come. */
  readonly ended: () => void;
}

/** What an attempt wrote, read as fast as the client takes it: who does not read holds nothing but one page in memory. */
export function outputStream(
  store: JobStore,
  wanted: WantedOutput,
  following: Following | null = null,
): ReadableStream<Uint8Array> {
  const pieces = output(store, wanted, following);
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await pieces.return();
      },
    },
    { highWaterMark: 0 },
  );
}

async function* output(store: JobStore, { id, attempt, stream }: WantedOutput, following: Following | null) {
  using changes = following && new Changes(store);
  try {
    for (let after: number | undefined; ; ) {
      // First how things stand, then what was written: so all of an attempt that has ended is seen.
      const ended = changes === null || (await hasEnded(store, id, attempt));
      for (;;) {
        const chunks = await store.output(id, { attempt, stream, after, limit: CHUNKS });
        for (const { bytes } of chunks) yield bytes;
        after = chunks.at(-1)?.cursor ?? after;
        if (chunks.length < CHUNKS) break;
      }
      if (ended || following?.closing?.aborted) return;
      await changes.next();
    }
  } finally {
    following?.ended();
  }
}

async function hasEnded(store: JobStore, id: string, number: number): Promise<boolean> {
  const attempt = (await store.attempts(id)).find((each) => each.number === number);
  // One that is not there any more was released, or its job was deleted.
  return attempt === undefined || attempt.finishedAt !== null;
}
