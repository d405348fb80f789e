/**
 * What was read of one stream and is not in the store yet: a log in segments, files that are only appended to, each named by where it
 * begins in all that the stream has carried. How much that is, the last one's name and length tell: whoever finds the files of a dead
 * runner knows it exactly.
 */
import { closeSync, constants, openSync, readdirSync, readSync, statSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";
import { formatLease, type Lease, type OutputStream } from "@queuectl/core";
import { spooledBytes } from "./files.ts";
import type { Pipe } from "./pipe.ts";
import { checkSpace } from "./space.ts";
import type { Range } from "./window.ts";

/** A segment that is so long is followed by another, */
const SEGMENT_BYTES = 4 * 1_048_576;
/** and so is one of this length of which nothing is wanted any more: it goes. */
const SPENT_BYTES = 1_048_576;
/** So much is written until the disk is looked at again. */
const LOOK_AT_DISK_EVERY = 1_048_576;

const SUFFIXES: Record<OutputStream, string> = { stdout: "out", stderr: "err" };
const CREATE = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
const OPEN = constants.O_RDWR | constants.O_NOFOLLOW;

interface Segment {
  readonly base: number;
  size: number;
}

export class SpoolLog {
  readonly #segments: Segment[];
  /** Of the last one. */
  #fd: number;
  /** Another one, while it is read. */
  #older: { readonly segment: Segment; readonly fd: number } | null = null;
  #unseen = 0;

  private constructor(
    private readonly dir: string,
    private readonly name: string,
    segments: Segment[],
    fd: number,
  ) {
    this.#segments = segments;
    this.#fd = fd;
  }

  /** An empty one. */
  static create(dir: string, lease: Lease, stream: OutputStream): SpoolLog {
    checkSpace(dir, 0);
    const name = nameOf(lease, stream);
    return new SpoolLog(dir, name, [{ base: 0, size: 0 }], openSync(join(dir, `${name}.0`), CREATE, 0o600));
  }

  /** What a dead runner or worker left; `null` when that is nothing. */
  static resume(dir: string, lease: Lease, stream: OutputStream): SpoolLog | null {
    const name = nameOf(lease, stream);
    const names = readdirSync(dir).filter((each) => each.startsWith(`${name}.`));
    const bases = names.map((each) => Number(each.slice(name.length + 1))).toSorted((a, b) => a - b);
    const last = bases.at(-1);
    if (last === undefined) return null;
    const segments = bases.map((base) => ({ base, size: statSync(join(dir, `${name}.${base}`)).size }));
    return new SpoolLog(dir, name, segments, openSync(join(dir, `${name}.${last}`), OPEN));
  }

  /** How much the stream has carried so far, as far as it was read. */
  get size(): number {
    const { base, size } = this.#last;
    return base + size;
  }

  /** Takes in what a pipe holds, at most `most` bytes. Returns how much that was. Throws, and has lost nothing, on a full disk. */
  drain(pipe: Pipe, most: number): number {
    let drained = 0;
    while (drained < most) {
      const room = this.#makeRoom();
      const moved = pipe.move(this.#fd, this.#last.size, Math.min(room, most - drained));
      if (moved === 0) break;
      this.#grew(moved);
      drained += moved;
    }
    return drained;
  }

  append(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; ) {
      const room = this.#makeRoom();
      const written = writeSync(this.#fd, bytes, from, Math.min(room, bytes.length - from), this.#last.size);
      this.#grew(written);
      from += written;
    }
  }

  /** As much of a range as there is. */
  read({ from, to }: Range): Uint8Array {
    // An array of its own: posting one that shares its memory would copy all of that.
    const bytes = new Uint8Array(to - from);
    let read = 0;
    while (read < bytes.length) {
      const at = from + read;
      const segment = this.#segments.find(({ base, size }) => base <= at && at < base + size);
      if (segment === undefined) break;
      const length = Math.min(to, segment.base + segment.size) - at;
      const got = readSync(this.#reading(segment), bytes, read, length, at - segment.base);
      if (got === 0) break;
      read += got;
    }
    return read < bytes.length ? bytes.slice(0, read) : bytes;
  }

  /** Removes the segments of which nothing is wanted any more; the last one only for an empty one in its place. */
  free(wanted: (range: Range) => boolean): void {
    for (const segment of [...this.#segments]) {
      const { base, size } = segment;
      if (wanted({ from: base, to: base + size })) continue;
      if (segment === this.#last) {
        if (size < SPENT_BYTES) continue;
        this.#roll();
      }
      if (this.#older?.segment === segment) this.#forgetOlder();
      this.#segments.splice(this.#segments.indexOf(segment), 1);
      unlinkSync(this.#path(base));
    }
  }

  close(): void {
    this.#forgetOlder();
    closeSync(this.#fd);
  }

  get #last(): Segment {
    return this.#segments.at(-1) as Segment;
  }

  #path(base: number): string {
    return join(this.dir, `${this.name}.${base}`);
  }

  /** How much fits into the last segment. */
  #makeRoom(): number {
    if (this.#last.size >= SEGMENT_BYTES) this.#roll();
    if (this.#unseen >= LOOK_AT_DISK_EVERY) {
      checkSpace(this.dir, spooledBytes(this.dir));
      this.#unseen = 0;
    }
    return SEGMENT_BYTES - this.#last.size;
  }

  #roll(): void {
    const base = this.size;
    const fd = openSync(this.#path(base), CREATE, 0o600);
    closeSync(this.#fd);
    this.#fd = fd;
    this.#segments.push({ base, size: 0 });
  }

  #grew(bytes: number): void {
    this.#last.size += bytes;
    this.#unseen += bytes;
  }

  #reading(segment: Segment): number {
    if (segment === this.#last) return this.#fd;
    if (this.#older?.segment !== segment) {
      this.#forgetOlder();
      this.#older = { segment, fd: openSync(this.#path(segment.base), constants.O_RDONLY | constants.O_NOFOLLOW) };
    }
    return this.#older.fd;
  }

  #forgetOlder(): void {
    if (this.#older !== null) closeSync(this.#older.fd);
    this.#older = null;
  }
}

function nameOf(lease: Lease, stream: OutputStream): string {
  return `${formatLease(lease)}.${SUFFIXES[stream]}`;
}
