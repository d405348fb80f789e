/**
 * What was read of one stream and is not in the store yet: a log in segments, which are files of 4 MiB that are only appended to. How
 * much the stream has carried is told by the last one's number and length, so whoever finds the files of a dead runner knows it exactly.
 */
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";
import { formatLease, type Lease, type OutputStream } from "@queuectl/core";
import type { Pipe } from "./pipe.ts";
import { checkSpace } from "./space.ts";
import type { Range } from "./window.ts";

export const SEGMENT_BYTES = 4 * 1_048_576;

const SUFFIXES: Record<OutputStream, string> = { stdout: "out", stderr: "err" };
const CREATE = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
const OPEN = constants.O_RDWR | constants.O_NOFOLLOW;

/** So much may be written until the disk is looked at again. */
const LOOK_AT_DISK_EVERY = 1_048_576;

export class SpoolLog {
  /** The segments that there are. */
  readonly #segments: number[];
  #fd: number;
  #size: number;
  /** Another segment than the last, while it is read. */
  #older: { readonly segment: number; readonly fd: number } | null = null;
  #unseen = 0;

  private constructor(
    private readonly dir: string,
    private readonly base: string,
    segments: number[],
    fd: number,
  ) {
    this.#segments = segments;
    this.#fd = fd;
    this.#size = this.#last * SEGMENT_BYTES + fstatSync(fd).size;
  }

  /** An empty one. */
  static create(dir: string, lease: Lease, stream: OutputStream): SpoolLog {
    checkSpace(dir);
    const base = `${formatLease(lease)}.${SUFFIXES[stream]}`;
    return new SpoolLog(dir, base, [0], openSync(join(dir, `${base}.0`), CREATE, 0o600));
  }

  /** What a dead runner or worker left; `null` when that is nothing. */
  static resume(dir: string, lease: Lease, stream: OutputStream): SpoolLog | null {
    const base = `${formatLease(lease)}.${SUFFIXES[stream]}`;
    const names = readdirSync(dir).filter((name) => name.startsWith(`${base}.`));
    const segments = names.map((name) => Number(name.slice(base.length + 1))).toSorted((a, b) => a - b);
    const last = segments.at(-1);
    if (last === undefined) return null;
    return new SpoolLog(dir, base, segments, openSync(join(dir, `${base}.${last}`), OPEN));
  }

  /** How much the stream has carried so far, as far as it was read. */
  get size(): number {
    return this.#size;
  }

  /** Takes in what a pipe holds, at most `most` bytes. Returns how much that was. Throws, and has lost nothing, on a full disk. */
  drain(pipe: Pipe, most: number): number {
    let drained = 0;
    while (drained < most) {
      const room = this.#makeRoom();
      const moved = pipe.move(this.#fd, this.#at, Math.min(room, most - drained));
      if (moved === 0) break;
      this.#grew(moved);
      drained += moved;
    }
    return drained;
  }

  append(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; ) {
      const room = this.#makeRoom();
      const written = writeSync(this.#fd, bytes, from, Math.min(room, bytes.length - from), this.#at);
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
      const fd = this.#reading(Math.floor(at / SEGMENT_BYTES));
      const length = Math.min(bytes.length - read, SEGMENT_BYTES - (at % SEGMENT_BYTES));
      const got = fd === null ? 0 : readSync(fd, bytes, read, length, at % SEGMENT_BYTES);
      if (got === 0) return bytes.slice(0, read);
      read += got;
    }
    return bytes;
  }

  /** Removes the segments, but for the last, of which nothing is wanted any more. */
  free(wanted: (range: Range) => boolean): void {
    for (const segment of this.#segments.slice(0, -1)) {
      if (wanted({ from: segment * SEGMENT_BYTES, to: (segment + 1) * SEGMENT_BYTES })) continue;
      if (this.#older?.segment === segment) this.#forgetOlder();
      this.#segments.splice(this.#segments.indexOf(segment), 1);
      unlinkSync(this.#path(segment));
    }
  }

  close(): void {
    this.#forgetOlder();
    closeSync(this.#fd);
  }

  get #last(): number {
    return this.#segments.at(-1) as number;
  }

  /** Where the last segment ends. */
  get #at(): number {
    return this.#size - this.#last * SEGMENT_BYTES;
  }

  #path(segment: number): string {
    return join(this.dir, `${this.base}.${segment}`);
  }

  /** How much fits into the last segment; begins another when that is full. */
  #makeRoom(): number {
    if (this.#unseen >= LOOK_AT_DISK_EVERY) {
      checkSpace(this.dir);
      this.#unseen = 0;
    }
    if (this.#at === SEGMENT_BYTES) {
      const next = this.#last + 1;
      const fd = openSync(this.#path(next), CREATE, 0o600);
      closeSync(this.#fd);
      this.#fd = fd;
      this.#segments.push(next);
    }
    return SEGMENT_BYTES - this.#at;
  }

  #grew(bytes: number): void {
    this.#size += bytes;
    this.#unseen += bytes;
  }

  #reading(segment: number): number | null {
    if (segment === this.#last) return this.#fd;
    if (!this.#segments.includes(segment)) return null;
    if (this.#older?.segment !== segment) {
      this.#forgetOlder();
      this.#older = { segment, fd: openSync(this.#path(segment), constants.O_RDONLY | constants.O_NOFOLLOW) };
    }
    return this.#older.fd;
  }

  #forgetOlder(): void {
    if (this.#older !== null) closeSync(this.#older.fd);
    this.#older = null;
  }
}
