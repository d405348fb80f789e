/** Whether a file can be written to through one descriptor alone: asked of the kernel, which counts them. */
import { dlopen, FFIType } from "bun:ffi";

const F_SETSIG = 10;
const F_SETLEASE = 1_024;
const F_WRLCK = 1;
const F_UNLCK = 2;
/** Ignored unless somebody handles it. */
const SIGURG = 23;

type Fcntl = (fd: number, command: number, argument: number) => number;

let fcntl: Fcntl | undefined;

/**
 * Whether nobody but the holder of `fd`, opened for writing, has the file open for writing, through whatever name and however
 * inherited. False, too, where that cannot be known.
 */
export function isSoleWriter(fd: number): boolean {
  fcntl ??= open();
  // Linux leases a file for writing to its only writer. Should anybody open it just then, a signal is sent: not the one that kills.
  if (fcntl(fd, F_SETSIG, SIGURG) !== 0 || fcntl(fd, F_SETLEASE, F_WRLCK) !== 0) return false;
  return fcntl(fd, F_SETLEASE, F_UNLCK) === 0;
}

function open(): Fcntl {
  try {
    const { i32 } = FFIType;
    return dlopen("libc.so.6", { fcntl: { args: [i32, i32, i32], returns: i32 } }).symbols.fcntl;
  } catch {
    return () => -1;
  }
}
