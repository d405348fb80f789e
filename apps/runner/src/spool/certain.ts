import type { OutputPiece, OutputStream } from "@queuectl/core";

/**
 * What of a spool is certain after the machine was restarted. It was never synced: what had not got to the disk is missing at the end, or
 * reads as NUL where something behind it had got there. So each stream counts up to its first NUL.
 */
export class Certain {
  readonly #ended = new Set<OutputStream>();

  /** Whether some of what was there did not count. */
  get cut(): boolean {
    return this.#ended.size > 0;
  }

  /** What counts of these, which follow those before. */
  of(pieces: readonly OutputPiece[]): readonly OutputPiece[] {
    return pieces.flatMap((piece) => {
      if (this.#ended.has(piece.stream)) return [];
      const end = piece.bytes.indexOf(0);
      if (end === -1) return piece;
      this.#ended.add(piece.stream);
      return end === 0 ? [] : { ...piece, bytes: piece.bytes.slice(0, end) };
    });
  }
}
