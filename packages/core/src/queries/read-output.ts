import type { Attempt } from "../domain/job/job.ts";
import type { OutputStream } from "../store/output.ts";
import type { Reading } from "../store/reading.ts";
import { OutputCuts, type OutputPart } from "./output-cuts.ts";

/** Few enough to fit in memory many times over: a chunk has at most 64 KiB. */
const CHUNKS = 16;

/** Which output is wanted. */
export interface WantedOutput {
  readonly id: string;
  readonly attempt: number;
  /** Both unless given. */
  readonly stream: OutputStream | undefined;
}

/** Reads what one attempt wrote from its beginning, for people: page by page, with a mark in place of what was not kept. */
export class OutputReader {
  readonly #cuts = new OutputCuts(0);
  #cursor: number | undefined;

  constructor(
    private readonly store: Pick<Reading, "output" | "outputFrom">,
    readonly wanted: WantedOutput,
  ) {}

  /** What came since it was asked last. */
  async *news(): AsyncGenerator<OutputPart> {
    const { id, attempt, stream } = this.wanted;
    const ahead = (of: OutputStream, end: number) => nextOffset(this.store, { id, attempt, stream: of, end });
    for (;;) {
      const chunks = await this.store.output(id, { attempt, stream, after: this.#cursor, limit: CHUNKS });
      yield* this.#cuts.parts(chunks, ahead);
      this.#cursor = chunks.at(-1)?.cursor ?? this.#cursor;
      if (chunks.length < CHUNKS) return;
    }
  }

  /** The attempt has ended, and all of it was read: marks for what is missing at the end of what it wrote. */
  ended({ stdoutBytes, stderrBytes, finishedAt }: Attempt): Iterable<OutputPart> {
    const sizes = { stdout: stdoutBytes, stderr: stderrBytes };
    const { stream } = this.wanted;
    return this.#cuts.ended(stream === undefined ? sizes : { [stream]: sizes[stream] }, finishedAt ?? 0);
  }
}

/** Where a stream goes on that was read up to `end`: later than that, if something between was not kept; `null`: not yet. */
export async function nextOffset(
  store: Pick<Reading, "outputFrom">,
  { id, attempt, stream, end }: { id: string; attempt: number; stream: OutputStream; end: number },
): Promise<number | null> {
  const chunks = await store.outputFrom(id, { attempt, stream, from: end, limit: 2 });
  return chunks.find(({ offset }) => offset >= end)?.offset ?? null;
}
