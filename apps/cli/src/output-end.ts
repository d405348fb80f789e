import type { Job, JobStore, OutputStream } from "@queuectl/core";

/** This much of the end of each stream is shown beside a job. */
const END_BYTES = 16_384;
const CHUNKS = 16;

/** The end of what a job's last attempt wrote, as text; it begins with a whole character. */
export async function outputEnd(store: JobStore, job: Job): Promise<Record<OutputStream, string>> {
  const ends: Record<OutputStream, Uint8Array> = { stdout: new Uint8Array(), stderr: new Uint8Array() };
  for (let after: number | undefined; job.last !== null; ) {
    const chunks = await store.output(job.id, { attempt: job.last.number, after, limit: CHUNKS });
    for (const { stream, bytes } of chunks) ends[stream] = lastOf(ends[stream], bytes);
    if (chunks.length < CHUNKS) break;
    after = chunks.at(-1)?.cursor;
  }
  return { stdout: text(ends.stdout), stderr: text(ends.stderr) };
}

function lastOf(before: Uint8Array, bytes: Uint8Array): Uint8Array {
  return bytes.length >= END_BYTES ? bytes.slice(-END_BYTES) : Buffer.concat([before, bytes]).subarray(-END_BYTES);
}

function text(bytes: Uint8Array): string {
  let start = 0;
  // Where it was cut, a character may have lost its head: bytes 10xxxxxx continue one.
  while (bytes.length === END_BYTES && start < 3 && ((bytes[start] as number) & 0xc0) === 0x80) start++;
  return new TextDecoder().decode(bytes.subarray(start));
}
