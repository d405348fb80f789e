import type { JobStore, OutputChunk, OutputStream } from "@queuectl/core";

/** Few enough to fit in memory many times over: a chunk has at most 64 KiB. */
const CHUNKS = 16;

/** Which output is wanted. */
export interface Wanted {
  readonly id: string;
  readonly attempt: number;
  /** Both unless given. */
  readonly stream: OutputStream | undefined;
}

/** What an attempt has written up to now, beginning behind the chunk `after`. */
export async function* readOutput(store: JobStore, wanted: Wanted, after?: number): AsyncGenerator<OutputChunk> {
  const { id, attempt, stream } = wanted;
  for (let cursor = after; ; ) {
    const chunks = await store.output(id, { attempt, stream, after: cursor, limit: CHUNKS });
    yield* chunks;
    if (chunks.length < CHUNKS) return;
    cursor = chunks.at(-1)?.cursor;
  }
}
