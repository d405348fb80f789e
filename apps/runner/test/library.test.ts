import { expect, test } from "bun:test";
import { libraryOf } from "../src/system/library.ts";

const GLIBC = `7f1c4d000000-7f1c4d026000 r--p 00000000 fd:00 1234 /usr/lib/x86_64-linux-gnu/libc.so.6
7f1c4d2a4000-7f1c4d2a6000 r--p 00000000 fd:00 1235 /usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2
`;
const MUSL = `7f66c3a00000-7f66c3a14000 r--p 00000000 08:01 771 /lib/ld-musl-aarch64.so.1
7f66c3a14000-7f66c3a6b000 r-xp 00014000 08:01 771 /lib/ld-musl-aarch64.so.1
7f66c3aa0000-7f66c3aa1000 r--p 00000000 08:01 772 /usr/lib/libstdc++.so.6.0.33
`;

test.each([
  ["linux", GLIBC, "libc.so.6"],
  ["linux", MUSL, "/lib/ld-musl-aarch64.so.1"],
  ["linux", "", "libc.so.6"],
  ["darwin", "", "libSystem.B.dylib"],
] as const)("the C library of a process on %s, from what it has loaded", (platform, maps, library) => {
  expect(libraryOf(platform, maps)).toBe(library);
});
