import { dlopen, FFIType } from "bun:ffi";
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  renameSync,
  type Stats,
  statSync,
  writeSync,
} from "node:fs";
import { libraryOf } from "@queuectl/core/c-library";

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } = constants;
const STDERR = 2;

/** Of flock(2). */
const LOCK_EX = 2;
const LOCK_NB = 4;

/** A log that has grown to this becomes `<log>.1`, in place of the one before. */
const MAX_BYTES = 10 * 1_048_576;

/**
 * The log of detached runners: a file that each of them has open as its stderr, to append to. It is turned over by whichever
 * finds it full. The others see at their next line that another file bears its name, and so whoever else renames it, such
 * as logrotate, loses nothing either: until then they go on in the old one.
 */
export class LogFile {
  #pending = "";
  /** Which file is open. */
  #open = fstatSync(STDERR);

  constructor(
    private readonly path: string,
    private readonly maxBytes = MAX_BYTES,
  ) {}

  /** Writes text, with all that is appended in the same breath, as soon as the program has drawn it. */
  append(text: string): void {
    if (this.#pending === "") queueMicrotask(() => this.#write());
    this.#pending += text;
  }

  #write(): void {
    const bytes = Buffer.from(this.#pending);
    this.#pending = "";
    try {
      this.#makeRoom(bytes.length);
      for (let at = 0; at < bytes.length; ) at += writeSync(STDERR, bytes, at);
    } catch {
      // The disk is full, say. Nobody waits for a log, and its runner has better to do than to end of it.
    }
  }

  #makeRoom(bytes: number): void {
    try {
      const there = this.#named();
      if (!this.#isOpen(there)) this.#follow();
      else if (there.size > 0 && there.size + bytes > this.maxBytes) this.#turnOver();
    } catch {
      // What is open is good enough.
    }
  }

  /** The lock is one on the full file, so that of several runners that find it full just one renames it. */
  #turnOver(): void {
    // Another one is about to: what is written meanwhile goes along with the rest of the file.
    if (libc().flock(STDERR, LOCK_EX | LOCK_NB) !== 0) return;
    if (this.#isOpen(this.#named())) renameSync(this.path, `${this.path}.1`);
    // It takes the lock away, too: nothing else has the full file open as we had.
    this.#follow();
  }

  /** The file that bears the log's name. */
  #named(): Stats | undefined {
    return statSync(this.path, { throwIfNoEntry: false });
  }

  #isOpen(file: Stats | undefined): file is Stats {
    return file?.ino === this.#open.ino && file.dev === this.#open.dev;
  }

  /** Goes on in the file that bears the log's name. */
  #follow(): void {
    const fd = openSync(this.path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW, 0o600);
    try {
      // In place of the old one, for what Bun itself may have to say at its end.
      if (libc().dup2(fd, STDERR) < 0) throw new Error("dup2 failed");
      this.#open = fstatSync(STDERR);
    } finally {
      closeSync(fd);
    }
  }
}

let opened: ReturnType<typeof openLibc> | undefined;

function libc() {
  opened ??= openLibc();
  return opened;
}

function openLibc() {
  const { i32 } = FFIType;
  const maps = process.platform === "linux" ? readFileSync("/proc/self/maps", "utf8") : "";
  return dlopen(libraryOf(process.platform, maps), {
    dup2: { args: [i32, i32], returns: i32 },
    flock: { args: [i32, i32], returns: i32 },
  }).symbols;
}
