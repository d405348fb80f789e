import type { Job } from "../domain/job/job.ts";
import { OUTPUT_STREAMS, type OutputChunk, type OutputStream } from "../store/output.ts";
import type { Reading } from "../store/reading.ts";
import { OutputCuts } from "./output-cuts.ts";
import { nextOffset } from "./read-output.ts";

/** This much of the end of each stream is shown beside a job. */
const END_BYTES = 16_384;
const CHUNKS = 64;

/** The end of what a job's last attempt wrote, as text; it begins with a whole line, or, within a very long one, with a whole character. */
export async function outputEnd(store: Reading, job: Job): Promise<Record<OutputStream, string>> {
  const ends = { stdout: "", stderr: "" };
  if (job.last === null) return ends;
  const { number, stdoutBytes, stderrBytes } = job.last;
  const sizes = { stdout: stdoutBytes, stderr: stderrBytes };
  for (const stream of OUTPUT_STREAMS) {
    if (sizes[stream] > 0) ends[stream] = await streamEnd(store, job.id, number, stream, sizes[stream]);
  }
  return ends;
}

async function streamEnd(store: Reading, id: string, attempt: number, stream: OutputStream, size: number) {
  const start = Math.max(0, size - END_BYTES);
  const cuts = new OutputCuts(start === 0 ? 0 : null);
  const ahead = (_: OutputStream, end: number) => nextOffset(store, { id, attempt, stream, end });
  const decoder = new TextDecoder();
  let text = "";
  for (let from = start; ; ) {
    const chunks = await store.outputFrom(id, { attempt, stream, from, limit: CHUNKS });
    const wanted = chunks.flatMap((chunk) => beginningAt(from, chunk));
    for await (const { bytes } of cuts.parts(wanted, ahead)) {
      text += decoder.decode(text === "" && start > 0 ? withoutCutLine(bytes) : bytes, { stream: true });
    }
    const last = wanted.at(-1);
    if (last !== undefined) from = last.offset + last.bytes.length;
    if (chunks.length < CHUNKS) return text + decoder.decode();
  }
}

function beginningAt(from: number, chunk: OutputChunk): OutputChunk[] {
  const skip = Math.max(0, from - chunk.offset);
  if (skip >= chunk.bytes.length) return [];
  return [{ ...chunk, offset: chunk.offset + skip, bytes: chunk.bytes.subarray(skip) }];
}

/** It begins with a whole line, if there is one; else with a whole character: bytes 10xxxxxx continue one. */
function withoutCutLine(bytes: Uint8Array): Uint8Array {
  let start = bytes.indexOf(10) + 1;
  if (start === bytes.length) start = 0;
  while (start < 3 && start < bytes.length && ((bytes[start] as number) & 0xc0) === 0x80) start++;
  return bytes.subarray(start);
}
