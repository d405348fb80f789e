/** The C library, for what neither Bun nor Node has: real pipes, splice(2), polls that an eventfd tells of, limits. */
import { dlopen, FFIType, type Pointer, read } from "bun:ffi";
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import { getSystemErrorName } from "node:util";
import { libraryOf } from "@queuectl/core/c-library";

const { i32, u32, u64, i64, i64_fast, ptr } = FFIType;

const EVERYWHERE = {
  poll: { args: [ptr, u64, i32], returns: i32 },
  read: { args: [i32, ptr, u64], returns: i64_fast },
  getrlimit: { args: [i32, ptr], returns: i32 },
  setrlimit: { args: [i32, ptr], returns: i32 },
} as const;

const ON_LINUX = {
  ...EVERYWHERE,
  pipe2: { args: [ptr, i32], returns: i32 },
  fcntl: { args: [i32, i32, i32], returns: i32 },
  splice: { args: [i32, ptr, i32, ptr, u64, u32], returns: i64_fast },
  eventfd: { args: [u32, i32], returns: i32 },
  syscall: { args: [i64, i64, i64, i64, i64, i64], returns: i64_fast },
  __errno_location: { args: [], returns: ptr },
} as const;

const ON_DARWIN = {
  ...EVERYWHERE,
  mkfifo: { args: [ptr, i32], returns: i32 },
  __error: { args: [], returns: ptr },
} as const;

/** Of this thread, from its first need on: opening it takes a millisecond. */
export const linux = once(() => dlopen(libraryOf("linux", readFileSync("/proc/self/maps", "utf8")), ON_LINUX).symbols);
export const darwin = once(() => dlopen(libraryOf("darwin", ""), ON_DARWIN).symbols);

/** What is the same on both. */
export function libc(): Pick<ReturnType<typeof linux>, keyof typeof EVERYWHERE> {
  return process.platform === "darwin" ? darwin() : linux();
}

const errnoAt = once(
  () => (process.platform === "darwin" ? darwin().__error() : linux().__errno_location()) as Pointer,
);

/** Whether the call that has just failed had nothing to wait for. */
export function wouldBlock(): boolean {
  return read.i32(errnoAt(), 0) === constants.errno.EAGAIN;
}

/** What the call that has just failed has to say, like the errors of `node:fs`. */
export function failure(call: string): NodeJS.ErrnoException {
  const errno = -read.i32(errnoAt(), 0);
  const code = getSystemErrorName(errno);
  return Object.assign(new Error(`${call}: ${code}`), { code, errno, syscall: call });
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
