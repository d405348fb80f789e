import { type Attempt, Changes, type JobStore, OutputReader, type WantedOutput } from "@queuectl/core";

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

async function* output(store: JobStore, wanted: WantedOutput, following: Following | null) {
  using changes = following && new Changes(store);
  const reader = new OutputReader(store, wanted);
  try {
    for (;;) {
      // First how things stand, then what was written: so all of an attempt that has ended is seen.
      const attempt = await attemptOf(store, wanted);
      for await (const { bytes } of reader.news()) yield bytes;
      if (attempt?.finishedAt) for (const { bytes } of reader.ended(attempt)) yield bytes;
      // One that is not there any more was released, or its job was deleted.
      if (changes === null || attempt === undefined || attempt.finishedAt !== null || following?.closing?.aborted)
        return;
      await changes.next();
    }
  } finally {
    following?.ended();
  }
}

async function attemptOf(store: JobStore, { id, attempt }: WantedOutput): Promise<Attempt | undefined> {
  return (await store.attempts(id)).find(({ number }) => number === attempt);
}
