export const OUTPUT_STREAMS = ["stdout", "stderr"] as const;

export type OutputStream = (typeof OUTPUT_STREAMS)[number];

/** A piece of what an attempt wrote, bytes as they came. */
export interface OutputPiece {
  readonly stream: OutputStream;
  /** Where it begins in all that the stream has carried. A gap to the piece before it is what was dropped, to the byte. */
  readonly offset: number;
  /** When it was seen; UTC epoch milliseconds. */
  readonly at: number;
  /** At most `MAX_PIECE_BYTES`. */
  readonly bytes: Uint8Array;
}

/** A piece as its store has it. */
export interface OutputChunk extends OutputPiece {
  /** Rises in the order of shipping; see `OutputQuery.after`. */
  readonly cursor: number;
}

export const MAX_PIECE_BYTES = 65_536;
/** No single transaction carries more output than this, so that no claim waits long behind it. */
export const MAX_SHIP_BYTES = 262_144;
/** What remains at an attempt's end and is no longer than this travels with the settle: one commit instead of two. */
export const MAX_SETTLE_OUTPUT_BYTES = 16_384;
