import type { Attempt, JobStore, OutputStream } from "@queuectl/core";
import { RequestRefused } from "../answers/problem.ts";

/** More than this is asked for again: a range is held in memory. */
const MAX_PART_BYTES = 1_048_576;
const CHUNKS = 64;

export interface StreamOf {
  readonly id: string;
  readonly attempt: Attempt;
  readonly stream: OutputStream;
}

/** From one byte to another; without `from`, so many bytes as `to` says at the end. */
export interface Range {
  readonly from: number | null;
  readonly to: number | null;
}

export interface Part {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentRange: string;
}

/**
 * The first unbroken part of a range of bytes, as the stream carried them: what was dropped is left out, and a client that
 * wants more asks from where the part ends. Throws `RequestRefused` where nothing of the range is there.
 */
export async function partOf(store: JobStore, { id, attempt, stream }: StreamOf, range: Range): Promise<Part> {
  const size = stream === "stdout" ? attempt.stdoutBytes : attempt.stderrBytes;
  const { first, last } = within(range, size);
  const pieces: Uint8Array[] = [];
  let start: number | null = null;
  let end = first;
  const place = { attempt: attempt.number, stream, limit: CHUNKS };
  reading: while (end <= last) {
    const chunks = await store.outputFrom(id, { ...place, from: end });
    for (const { offset, bytes } of chunks) {
      if (offset + bytes.length <= end) continue;
      if (offset > last || (start !== null && offset > end)) break reading;
      start ??= Math.max(first, offset);
      const piece = bytes.subarray(Math.max(0, start - offset), last + 1 - offset);
      pieces.push(piece);
      end = Math.max(offset, start) + piece.length;
    }
    if (chunks.length < CHUNKS) break;
  }
  if (start === null) throw unsatisfiable(size);
  return { bytes: Buffer.concat(pieces), contentRange: `bytes ${start}-${end - 1}/${size}` };
}

/**
 * Reads a `Range` that asks for one range of bytes. `null` for what has to be answered as if there were none (RFC 9110, 14.2):
 * another unit, and what makes no sense; or may be: several ranges at once.
 */
export function parseRange(text: string): Range | null {
  const match = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(text.trim());
  if (match === null) return null;
  const [from, to] = match.slice(1).map((digits) => (digits === "" ? null : Number(digits))) as [
    Range["from"],
    Range["to"],
  ];
  if (from === null ? to === null : to !== null && to < from) return null;
  return { from, to };
}

/** What there is of a range, its ends included. */
function within({ from, to }: Range, size: number): { first: number; last: number } {
  const first = from ?? Math.max(0, size - (to ?? 0));
  const last = from === null || to === null ? size - 1 : Math.min(to, size - 1);
  if (first > last) throw unsatisfiable(size);
  // A client that asks for the end means the end.
  return from === null && last - first >= MAX_PART_BYTES
    ? { first: last - MAX_PART_BYTES + 1, last }
    : { first, last: Math.min(last, first + MAX_PART_BYTES - 1) };
}

function unsatisfiable(size: number): RequestRefused {
  const fix = "give one range of what is kept: bytes=0-999, bytes=1000-, or bytes=-1000";
  return new RequestRefused("range-not-satisfiable", undefined, fix, { "content-range": `bytes */${size}` });
}
