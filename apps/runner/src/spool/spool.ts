import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import {
  type Lease,
  MAX_PIECE_BYTES,
  MAX_SETTLE_OUTPUT_BYTES,
  MAX_SHIP_BYTES,
  OUTPUT_STREAMS,
  type OutputLimits,
  type OutputPiece,
  type OutputStream,
} from "@queuectl/core";
import { openSpool, spoolPath } from "./files.ts";
import { type Punch, punchHole } from "./holes.ts";
import { StreamWindow } from "./window.ts";

/** Not every round is worth a system call. */
const FREE_AT_LEAST = 1_048_576;

interface Channel {
  readonly stream: OutputStream;
  readonly fd: number;
  readonly window: StreamWindow;
}

/** What is needed to begin an attempt's output. */
export interface NewSpool {
  readonly lease: Lease;
  readonly limits: OutputLimits;
  /** A settled attempt whose files may be used again. */
  readonly spare: Lease | null;
}

/** One attempt's output on its way from the spool files to the store. */
export class Spool {
  private constructor(
    private readonly channels: readonly Channel[],
    private readonly punch: Punch,
  ) {}

  /** Makes the files of a new attempt. */
  static create(dir: string, { lease, limits, spare }: NewSpool, punch: Punch = punchHole): Spool {
    const channels: Channel[] = [];
    try {
      for (const stream of OUTPUT_STREAMS) {
        const fd = openSpool(dir, lease, stream, spare);
        channels.push({ stream, fd, window: new StreamWindow(limits) });
      }
    } catch (error) {
      for (const { fd } of channels) closeSync(fd);
      throw error;
    }
    return new Spool(channels, punch);
  }

  /** Opens what a dead runner or worker left, behind what had been shipped of it. A file that is not there has nothing left. */
  static resume(dir: string, lease: Lease, limits: OutputLimits, shipped: Record<OutputStream, number>): Spool {
    const channels: Channel[] = [];
    for (const stream of OUTPUT_STREAMS) {
      try {
        const fd = openSync(spoolPath(dir, lease, stream), constants.O_RDONLY);
        channels.push({ stream, fd, window: new StreamWindow(limits, shipped[stream]) });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      }
    }
    return new Spool(channels, () => true);
  }

  /** The descriptor that a child writes this stream to. */
  fd(stream: OutputStream): number {
    return this.channels.find((channel) => channel.stream === stream)?.fd as number;
  }

  /** Looks how much there is now. Returns the size of the larger file. */
  look(): number {
    let largest = 0;
    for (const { fd, window } of this.channels) {
      const { size } = fstatSync(fd);
      window.see(size);
      if (size > largest) largest = size;
    }
    return largest;
  }

  /** Whether what is left fits into the settle. */
  get fitsSettle(): boolean {
    return this.channels.reduce((sum, { window }) => sum + window.remaining, 0) <= MAX_SETTLE_OUTPUT_BYTES;
  }

  /** The next pieces, as many as one transaction carries; none when everything was taken. */
  take(at: number): OutputPiece[] {
    const pieces: OutputPiece[] = [];
    const busy = this.channels.filter(({ window }) => window.remaining > 0);
    for (const { stream, fd, window } of busy) {
      // A stream that floods must not keep the other one waiting.
      let room = MAX_SHIP_BYTES / busy.length;
      while (room > 0) {
        const range = window.take(Math.min(room, MAX_PIECE_BYTES));
        if (range === null) break;
        // An array of its own: posting one that shares its memory would copy all of that.
        const bytes = new Uint8Array(range.to - range.from);
        const read = readSync(fd, bytes, 0, bytes.length, range.from);
        if (read === 0) break;
        pieces.push({
          stream,
          offset: window.offset(range.from),
          at,
          bytes: read < bytes.length ? bytes.slice(0, read) : bytes,
        });
        room -= read;
      }
    }
    return pieces;
  }

  /** What was taken so far is durable. */
  acknowledge(): void {
    for (const { window } of this.channels) window.acknowledge();
  }

  /** Gives back to the disk what was shipped or will never be. False where that cannot be had. */
  free(): boolean {
    let possible = true;
    for (const { fd, window } of this.channels) {
      const range = window.free(FREE_AT_LEAST);
      if (range !== null) possible = this.punch(fd, range) && possible;
    }
    return possible;
  }

  close(): void {
    for (const { fd } of this.channels) closeSync(fd);
  }
}
