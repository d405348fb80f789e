import {
  MAX_PIECE_BYTES,
  MAX_SHIP_BYTES,
  OUTPUT_STREAMS,
  type OutputChunk,
  type OutputLimits,
  type OutputPiece,
  type OutputPlace,
  type OutputQuery,
  type OutputStream,
} from "@queuectl/core";
import type { MemoryDatabase } from "./database.ts";
import type { AttemptRecord, JobRecord } from "./records.ts";

const SIZES = { stdout: "stdoutBytes", stderr: "stderrBytes" } as const;

export function checkShipment(pieces: readonly OutputPiece[]): void {
  const bytes = pieces.reduce((sum, piece) => sum + piece.bytes.length, 0);
  if (bytes > MAX_SHIP_BYTES) throw new RangeError(`${bytes} bytes of output are too many for one transaction`);
}

/** Stores pieces behind what the attempt has already, and lets go of what lies between head and tail. */
export function append(
  database: MemoryDatabase,
  attempt: AttemptRecord,
  pieces: readonly OutputPiece[],
  limits: OutputLimits,
): void {
  const grown = new Set<OutputStream>();
  for (const { stream, offset, at, bytes } of pieces) {
    const known = attempt[SIZES[stream]];
    const skip = Math.min(bytes.length, Math.max(0, known - offset));
    if (skip === bytes.length) continue;
    if (bytes.length - skip > MAX_PIECE_BYTES) throw new RangeError(`a piece of ${bytes.length} bytes is too long`);
    const cursor = database.nextCursor();
    attempt.chunks.push({ cursor, stream, offset: offset + skip, at, bytes: bytes.slice(skip) });
    attempt[SIZES[stream]] = offset + bytes.length;
    grown.add(stream);
  }
  for (const stream of OUTPUT_STREAMS) {
    const tailStart = attempt[SIZES[stream]] - limits.tailBytes;
    if (!grown.has(stream) || tailStart <= limits.headBytes) continue;
    attempt.chunks = attempt.chunks.filter(
      (chunk) =>
        chunk.stream !== stream || chunk.offset < limits.headBytes || chunk.offset + chunk.bytes.length > tailStart,
    );
  }
}

export function readOutput(job: JobRecord | undefined, { attempt, stream, after = 0, limit }: OutputQuery) {
  const chunks: readonly OutputChunk[] = job?.attemptRecords.find(({ number }) => number === attempt)?.chunks ?? [];
  return chunks
    .filter((chunk) => chunk.cursor > after && (stream === undefined || chunk.stream === stream))
    .slice(0, limit);
}

export function readOutputFrom(job: JobRecord | undefined, { attempt, stream, from, limit }: OutputPlace) {
  return readOutput(job, { attempt, stream, limit: Number.POSITIVE_INFINITY })
    .filter(({ offset, bytes }) => offset + bytes.length > from)
    .slice(0, limit);
}
