/** The C library, for what neither Bun nor Node has: real pipes, splice(2), polls that an eventfd tells of, limits. */
import { dlopen, type FFIFunction, FFIType, type Pointer, read } from "bun:ffi";
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import { getSystemErrorName } from "node:util";
import { libraryOf } from "@queuectl/core/c-library";

const library = once(() =>
  libraryOf(process.platform, process.platform === "linux" ? readFileSync("/proc/self/maps", "utf8") : ""),
);

/** A function of it, made for this thread at its first need: that costs 0.1 ms. */
export function libc<Name extends string, Signature extends FFIFunction>(name: Name, signature: Signature) {
  return once(() => dlopen(library(), { [name]: signature } as Record<Name, Signature>).symbols[name]);
}

const errnoOf = libc(process.platform === "darwin" ? "__error" : "__errno_location", {
  args: [],
  returns: FFIType.ptr,
} as const);
const errnoAt = once(() => errnoOf()() as Pointer);

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
