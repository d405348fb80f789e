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
import { SpoolLog } from "./log.ts";
import { LARGEST_PIPE_BYTES, type Pipe, readable } from "./pipe.ts";
import { type Range, StreamWindow } from "./window.ts";

/** What was read at a time of one stream, as long as the other one said nothing. */
interface Passage {
  readonly stream: OutputStream;
  readonly from: number;
  to: number;
  readonly at: number;
}

/** With more than these waiting, their order gets coarser: a store that does not answer must not cost memory. */
const MOST_PASSAGES = 256;

const NONE = new Uint8Array(0);
const small = new Uint8Array(MAX_SETTLE_OUTPUT_BYTES + 1);

/** One of an attempt's two streams. */
class Channel {
  log: SpoolLog | null = null;
  readonly window: StreamWindow;
  latest: Passage | null = null;
  /** Read, and in no file yet. */
  unwritten: Uint8Array = NONE;

  constructor(
    readonly stream: OutputStream,
    readonly pipe: Pipe | null,
    limits: OutputLimits,
    shipped: number,
  ) {
    this.window = new StreamWindow(limits, shipped);
  }
}

/** What an attempt reads from: `null` where nobody can be read from any more. */
export type Pipes = Readonly<Record<OutputStream, Pipe | null>>;

export interface SpoolOptions {
  readonly dir: string;
  readonly lease: Lease;
  readonly limits: OutputLimits;
  readonly pipes: Pipes;
}

/** One attempt's output on its way from the pipes to the store: read as soon as it comes, kept in files until it is durable. */
export class Spool {
  readonly #channels: readonly Channel[];
  readonly #passages: Passage[] = [];

  constructor(
    private readonly options: SpoolOptions,
    shipped: Readonly<Record<OutputStream, number>> = { stdout: 0, stderr: 0 },
  ) {
    const { limits, pipes } = options;
    this.#channels = OUTPUT_STREAMS.map((stream) => new Channel(stream, pipes[stream], limits, shipped[stream]));
  }

  /** Goes on where a dead runner or worker left off. */
  static resume(options: SpoolOptions, shipped: Readonly<Record<OutputStream, number>>, at: number): Spool {
    const spool = new Spool(options, shipped);
    for (const channel of spool.#channels) {
      channel.log = SpoolLog.resume(options.dir, options.lease, channel.stream);
      if (channel.log !== null) spool.#see(channel, shipped[channel.stream], at);
    }
    return spool;
  }

  /** Whether there is any file of it. */
  get begun(): boolean {
    return this.#channels.some(({ log }) => log !== null);
  }

  /**
   * Reads what there is, of each pipe at most what one holds: from a process that goes on writing, nobody could read all. Returns how
   * much that was. Throws on a full disk; then everything is still where it was.
   */
  read(at: number): number {
    const ready = readable(this.#channels.flatMap(({ pipe }) => pipe ?? []));
    let sum = 0;
    for (const channel of this.#channels) {
      const { pipe, unwritten } = channel;
      const most = pipe !== null && ready.includes(pipe) ? Math.max(pipe.capacity, LARGEST_PIPE_BYTES) : 0;
      if (most === 0 && unwritten.length === 0) continue;
      channel.log ??= SpoolLog.create(this.options.dir, this.options.lease, channel.stream);
      const from = channel.log.size;
      try {
        channel.log.append(unwritten);
        if (most > 0) pipe?.suit(channel.log.drain(pipe, most));
      } finally {
        const grown = channel.log.size - from;
        channel.unwritten = unwritten.subarray(Math.min(grown, unwritten.length));
        sum += grown;
        this.#see(channel, from, at);
      }
    }
    return sum;
  }

  /**
   * Reads all that an attempt has written which has ended before it was ever read. `null` when that does not fit into the settle: it is
   * read like any other, then.
   */
  readSmall(at: number): readonly OutputPiece[] | null {
    const pieces: OutputPiece[] = [];
    let length = 0;
    for (const channel of this.#channels) {
      const { stream, pipe } = channel;
      const read = pipe?.read(small.subarray(length)) ?? 0;
      if (read === 0) continue;
      const bytes = small.slice(length, length + read);
      pieces.push({ stream, offset: 0, at, bytes });
      channel.unwritten = bytes;
      length += read;
      if (length > MAX_SETTLE_OUTPUT_BYTES) return null;
    }
    return pieces;
  }

  /** Whether what is left fits into the settle. */
  get fitsSettle(): boolean {
    return this.#channels.reduce((sum, { window }) => sum + window.remaining, 0) <= MAX_SETTLE_OUTPUT_BYTES;
  }

  /** The next pieces in the order in which they were read, as many as one transaction carries; none when everything was taken. */
  take(): OutputPiece[] {
    const pieces: OutputPiece[] = [];
    const busy = this.#channels.filter(({ window }) => window.remaining > 0);
    // A stream that floods must not keep the other one waiting.
    const room = new Map(busy.map(({ stream }) => [stream, MAX_SHIP_BYTES / busy.length]));
    const left: Passage[] = [];
    for (const passage of this.#passages) {
      const { stream, to, at } = passage;
      const channel = this.#channels.find((each) => each.stream === stream) as Channel;
      for (;;) {
        const range = channel.window.take(to, Math.min(room.get(stream) ?? 0, MAX_PIECE_BYTES));
        if (range === null) break;
        const bytes = channel.log?.read(range) ?? new Uint8Array(0);
        if (bytes.length > 0) pieces.push({ stream, offset: range.from, at, bytes });
        room.set(stream, (room.get(stream) ?? 0) - (range.to - range.from));
      }
      if (channel.window.at < to) left.push(passage);
      else if (channel.latest === passage) channel.latest = null;
    }
    this.#passages.splice(0, this.#passages.length, ...left);
    return pieces;
  }

  /** What was taken so far is durable. */
  acknowledge(): void {
    for (const { window } of this.#channels) window.acknowledge();
    this.#free();
  }

  close(): void {
    for (const { log } of this.#channels) log?.close();
  }

  /** Takes in what was read of a stream, `from` where it had been before. */
  #see(channel: Channel, from: number, at: number): void {
    const to = channel.log?.size ?? 0;
    if (to > from) {
      channel.window.see(to);
      this.#note(channel, { from, to, at });
    }
    this.#free();
  }

  #note(channel: Channel, { from, to, at }: Omit<Passage, "stream">): void {
    const { latest } = channel;
    const follows = latest !== null && latest === this.#passages.at(-1);
    if (latest !== null && (follows || this.#passages.length >= MOST_PASSAGES)) latest.to = to;
    else {
      channel.latest = { stream: channel.stream, from, to, at };
      this.#passages.push(channel.latest);
    }
  }

  #free(): void {
    for (const { log, window } of this.#channels) log?.free((range: Range) => window.wants(range));
  }
}
