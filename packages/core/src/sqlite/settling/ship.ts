import type { Lease } from "../../domain/attempt/lease.ts";
import type { OutputLimits } from "../../store/executing.ts";
import { MAX_PIECE_BYTES, MAX_SHIP_BYTES, OUTPUT_STREAMS, type OutputPiece } from "../../store/output.ts";
import type { Connection } from "../database/connection.ts";
import type { Tx } from "../database/transaction.ts";
import { holds } from "./holding.ts";
import addOutput from "./sql/add-output.sql" with { type: "text" };
import noteOutput from "./sql/note-output.sql" with { type: "text" };
import outputSizes from "./sql/output-sizes.sql" with { type: "text" };
import trimOutput from "./sql/trim-output.sql" with { type: "text" };

export async function shipOutput(
  connection: Connection,
  lease: Lease,
  pieces: readonly OutputPiece[],
  limits: OutputLimits,
): Promise<boolean> {
  const bytes = pieces.reduce((sum, piece) => sum + piece.bytes.length, 0);
  if (bytes > MAX_SHIP_BYTES) throw new RangeError(`${bytes} bytes of output are too many for one transaction`);
  return connection.write("soon", (tx) => {
    if (!holds(tx, lease)) return false;
    appendOutput(tx, lease, pieces, limits);
    return true;
  });
}

/** Stores pieces behind what the attempt has already, and lets go of what lies between head and tail. */
export function appendOutput(
  tx: Tx,
  { seq, attempt }: Lease,
  pieces: readonly OutputPiece[],
  limits: OutputLimits,
): void {
  const sizes = tx.get<{ stdout: number; stderr: number }>(outputSizes, { seq, attempt });
  if (sizes === null) return;
  const before = { ...sizes };
  for (const piece of pieces) {
    const fresh = behind(piece, sizes[piece.stream]);
    if (fresh.bytes.length === 0) continue;
    if (fresh.bytes.length > MAX_PIECE_BYTES)
      throw new RangeError(`a piece of ${fresh.bytes.length} bytes is too long`);
    tx.run(addOutput, { seq, attempt, ...fresh });
    sizes[piece.stream] = fresh.offset + fresh.bytes.length;
  }
  for (const stream of OUTPUT_STREAMS) {
    if (sizes[stream] === before[stream]) continue;
    const tailStart = sizes[stream] - limits.tailBytes;
    if (tailStart > limits.headBytes) {
      tx.run(trimOutput, { seq, attempt, stream, headEnd: limits.headBytes, tailStart });
    }
  }
  if (sizes.stdout + sizes.stderr > before.stdout + before.stderr) tx.run(noteOutput, { seq, attempt, ...sizes });
}

/** What of a piece is new: a rescuer may ship again what the dead runner had shipped already. */
function behind({ stream, offset, at, bytes }: OutputPiece, known: number): OutputPiece {
  const skip = Math.min(bytes.length, Math.max(0, known - offset));
  return { stream, offset: offset + skip, at, bytes: bytes.subarray(skip) };
}
