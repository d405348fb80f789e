/** Gives ranges of a growing file back to the disk without moving what follows them. */
import { dlopen, FFIType, ptr } from "bun:ffi";
import type { Range } from "./window.ts";

const FALLOC_FL_KEEP_SIZE = 1;
const FALLOC_FL_PUNCH_HOLE = 2;
const F_PUNCHHOLE = 99;
/** macOS wants whole blocks; elsewhere the kernel zeroes what is left of partial ones. */
const BLOCK = 4_096;

/** Punches a hole into an open file; false where that cannot be had. */
export type Punch = (fd: number, range: Range) => boolean;

let punch: Punch | undefined;

/** Opened at the first need: most jobs never write so much. */
export function punchHole(fd: number, range: Range): boolean {
  punch ??= open();
  return punch(fd, range);
}

function open(): Punch {
  try {
    return process.platform === "darwin" ? darwin() : linux();
  } catch {
    return () => false;
  }
}

function linux(): Punch {
  const { symbols } = dlopen("libc.so.6", {
    fallocate: { args: [FFIType.i32, FFIType.i32, FFIType.i64, FFIType.i64], returns: FFIType.i32 },
  });
  return (fd, { from, to }) =>
    symbols.fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, BigInt(from), BigInt(to - from)) === 0;
}

function darwin(): Punch {
  const { symbols } = dlopen("libSystem.B.dylib", {
    fcntl: { args: [FFIType.i32, FFIType.i32, FFIType.ptr], returns: FFIType.i32 },
  });
  return (fd, { from, to }) => {
    const start = Math.ceil(from / BLOCK) * BLOCK;
    const length = Math.floor(to / BLOCK) * BLOCK - start;
    // struct fpunchhole { unsigned flags, reserved; off_t offset, length; }
    const hole = new BigInt64Array([0n, BigInt(start), BigInt(length)]);
    return length <= 0 || symbols.fcntl(fd, F_PUNCHHOLE, ptr(hole)) === 0;
  };
}
