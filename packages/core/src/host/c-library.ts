/**
 * The name of the C library that a process has loaded, from `/proc/self/maps`: two of them in one process do not bear with each
 * other. musl is its own loader, whose name has the architecture in it; glibc has the same name everywhere on Linux.
 */
export function libraryOf(platform: NodeJS.Platform, maps: string): string {
  if (platform === "darwin") return "libSystem.B.dylib";
  return /\/\S*\/ld-musl-\w+\.so\.1$/m.exec(maps)?.[0] ?? "libc.so.6";
}
