import type { Job } from "../domain/job.ts";
import { OUTPUT_STREAMS, type OutputStream } from "./output.ts";
import type { Reading } from "./reading.ts";

/** This much of the end of each stream is shown beside a job. */
const END_BYTES = 16_384;
const CHUNKS = 64;

/** The end of what a job's last attempt wrote, as text; it begins with a whole character. */
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
  const decoder = new TextDecoder();
  let text = "";
  for (let from = start; ; ) {
    const chunks = await store.outputFrom(id, { attempt, stream, from, limit: CHUNKS });
    for (const { offset, bytes } of chunks) {
      const wanted = bytes.subarray(Math.max(0, from - offset));
      text += decoder.decode(from === start && start > 0 ? withoutCutCharacter(wanted) : wanted, { stream: true });
      from = Math.max(from, offset + bytes.length);
    }
    if (chunks.length < CHUNKS) return text + decoder.decode();
  }
}

/** Where it was cut, a character may have lost its head: bytes 10xxxxxx continue one. */
function withoutCutCharacter(bytes: Uint8Array): Uint8Array {
  let start = 0;
  while (start < 3 && start < bytes.length && ((bytes[start] as number) & 0xc0) === 0x80) start++;
  return bytes.subarray(start);
}
