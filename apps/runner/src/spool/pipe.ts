/** What a job has as its stdout or stderr: a pipe, as cron and supervisors give it. A file could be truncated, and sought in. */
import { FFIType, ptr } from "bun:ffi";
import { closeSync, constants, fstatSync, openSync, unlinkSync, writeSync } from "node:fs";
import { failure, libc, wouldBlock } from "../system/libc.ts";

const { i32, u32, u64, i64_fast } = FFIType;
const pipe2 = libc("pipe2", { args: [FFIType.ptr, i32], returns: i32 } as const);
const mkfifo = libc("mkfifo", { args: [FFIType.ptr, i32], returns: i32 } as const);
const read = libc("read", { args: [i32, FFIType.ptr, u64], returns: i64_fast } as const);
const poll = libc("poll", { args: [FFIType.ptr, u64, i32], returns: i32 } as const);
const fcntl = libc("fcntl", { args: [i32, i32, i32], returns: i32 } as const);
const splice = libc("splice", { args: [i32, FFIType.ptr, i32, FFIType.ptr, u64, u32], returns: i64_fast } as const);

/** What the kernel gives at first, and what it gives at most to whoever is not root (`/proc/sys/fs/pipe-max-size`). */
export const PIPE_BYTES = 65_536;
export const LARGEST_PIPE_BYTES = 1_048_576;

const O_CLOEXEC = 0o2_000_000;
const F_SETPIPE_SZ = 1_031;
const SPLICE_F_NONBLOCK = 2;
/** What a file system answers that cannot be spliced to. */
const NO_SPLICE = "EINVAL";

const ends = new Int32Array(2);
const position = new BigInt64Array(1);
const NONE = new Uint8Array(0);

/** The reading end, which never waits, and the way to the other one. */
export class Pipe {
  /** Nobody has it open for writing any more. */
  ended = false;
  #capacity = PIPE_BYTES;
  #splices = process.platform === "linux";
  /** Read, and not written yet: only where there is no splice. */
  #between = NONE;

  private constructor(
    readonly fd: number,
    /** By which it is found in other processes: see `attach.ts`. */
    readonly name: string,
    private readonly path: string,
  ) {}

  /** A pipe without a name, of Linux. Throws like `node:fs` where none can be had. */
  static anonymous(): Pipe {
    if (pipe2()(ptr(ends), O_CLOEXEC | constants.O_NONBLOCK) !== 0) throw failure("pipe2");
    const [fd, writing] = ends as unknown as [number, number];
    closeSync(writing);
    return new Pipe(fd, `pipe:[${fstatSync(fd).ino}]`, `/proc/self/fd/${fd}`);
  }

  /** A pipe in the file system: elsewhere nobody may open the other end of one without a name. */
  static named(path: string): Pipe {
    if (mkfifo()(ptr(Buffer.from(`${path}\0`)), 0o600) !== 0) throw failure("mkfifo");
    return Pipe.reading(path, path);
  }

  /** One that somebody else has made, behind `path`. */
  static reading(path: string, name: string): Pipe {
    return new Pipe(openSync(path, constants.O_RDONLY | constants.O_NONBLOCK), name, path);
  }

  /**
   * One descriptor of both ends, to be given to a child and closed. Who has the reading end, too, is not killed by SIGPIPE when
   * its runner dies: it goes on, and waits once the pipe is full.
   */
  both(): number {
    this.ended = false;
    return openSync(this.path, constants.O_RDWR);
  }

  /** Reads what is there, up to the length of `into`. Returns how much that was: 0 also at its end. */
  read(into: Uint8Array): number {
    return this.#got(read()(this.fd, ptr(into), into.length) as number, "read");
  }

  /**
   * Moves what is there, at most `most` bytes of it, into a file at a position. Returns how much that was: 0 also at its end. Throws
   * what is wrong with the file; nothing is lost by that, nor by SIGKILL: spliced, it is in the pipe or in the file at any time.
   */
  move(file: number, at: number, most: number): number {
    if (!this.#splices) return this.#copy(file, at, most);
    position[0] = BigInt(at);
    try {
      return this.#got(splice()(this.fd, null, file, ptr(position), most, SPLICE_F_NONBLOCK) as number, "splice");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== NO_SPLICE) throw error;
      this.#splices = false;
      return this.#copy(file, at, most);
    }
  }

  /** Whether there is something to move, whatever the kernel says. */
  get holds(): boolean {
    return this.#between.length > 0;
  }

  get capacity(): number {
    return this.#capacity;
  }

  /** So much was read at once: a pipe that floods is enlarged, and made small again once it does not. */
  suit(read: number): void {
    if (read >= this.#capacity / 2) this.resize(LARGEST_PIPE_BYTES);
    else if (read < PIPE_BYTES / 8) this.resize(PIPE_BYTES);
  }

  /** Asks for another capacity. The kernel may refuse: a user has so much and no more (`pipe-user-pages-soft`). */
  resize(bytes: number): void {
    if (process.platform !== "linux" || bytes === this.#capacity) return;
    const granted = fcntl()(this.fd, F_SETPIPE_SZ, bytes);
    if (granted > 0) this.#capacity = granted;
  }

  /** Whether it is found by a path, by whoever asks for it, and not in those processes alone that have it open. */
  get named(): boolean {
    return this.name === this.path;
  }

  close(): void {
    closeSync(this.fd);
    if (this.named) unlinkSync(this.path);
  }

  #got(bytes: number, call: string): number {
    if (bytes > 0) return bytes;
    if (bytes === 0) this.ended = true;
    else if (!wouldBlock()) throw failure(call);
    return 0;
  }

  /** Without splice, what was read is lost if the process is killed just then. */
  #copy(file: number, at: number, most: number): number {
    if (!this.holds) {
      const bytes = new Uint8Array(Math.min(most, PIPE_BYTES));
      this.#between = bytes.subarray(0, this.read(bytes));
    }
    const written = this.holds ? writeSync(file, this.#between, 0, Math.min(most, this.#between.length), at) : 0;
    this.#between = this.#between.subarray(written);
    return written;
  }
}

const POLLIN = 1;
const POLLHUP = 16;
/** struct pollfd { int fd; short events, revents; } */
const polled = new Int32Array(4);

/** Those of at most two pipes that have something to read. */
export function readable(pipes: readonly Pipe[]): readonly Pipe[] {
  for (const [at, { fd }] of pipes.entries()) {
    polled[2 * at] = fd;
    polled[2 * at + 1] = POLLIN;
  }
  poll()(ptr(polled), pipes.length, 0);
  return pipes.filter((pipe, at) => {
    const events = (polled[2 * at + 1] as number) >> 16;
    if ((events & (POLLIN | POLLHUP)) === POLLHUP) pipe.ended = true;
    return (events & POLLIN) !== 0 || pipe.holds;
  });
}
