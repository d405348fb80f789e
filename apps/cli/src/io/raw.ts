/** What the system gave this process, byte by byte. Bun decodes it, and puts U+FFFD for what is no UTF-8 without a word. */
export interface Raw {
  /** The last `count` words of the command line; `null` where the system does not show them. */
  words(count: number): readonly Uint8Array[] | null;
  /** A variable's value; `null` where the system does not show it. */
  variable(name: string): Uint8Array | null;
  /** The working directory; `null` where the system does not show it. */
  directory(): Uint8Array | null;
}

/** By /proc, which is Linux's; elsewhere nothing is shown. */
export const processRaw: Raw = {
  words: (count) => entries("cmdline")?.slice(-count) ?? null,
  variable(name) {
    const found = entries("environ")?.find((entry) => decode(entry).startsWith(`${name}=`));
    // The name's bytes, too, may be none of UTF-8's.
    return found?.subarray(found.indexOf(EQUALS) + 1) ?? null;
  },
  directory: () => shown((fs) => fs.readlinkSync("/proc/self/cwd", "buffer")),
};

const EQUALS = 0x3d;
const decode = (bytes: Uint8Array): string => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

/** A file of /proc/self in which each entry ends with a NUL. */
function entries(file: "cmdline" | "environ"): Uint8Array[] | null {
  const all = shown((fs) => fs.readFileSync(`/proc/self/${file}`));
  if (all === null) return null;
  const found: Uint8Array[] = [];
  for (let at = 0; at < all.length; ) {
    const end = all.indexOf(0, at);
    found.push(all.subarray(at, end < 0 ? all.length : end));
    at = end < 0 ? all.length : end + 1;
  }
  return found;
}

function shown(read: (fs: typeof import("node:fs")) => Buffer): Buffer | null {
  try {
    // Not imported: that would cost every start milliseconds, and hardly any has something to look for.
    return read(process.getBuiltinModule("node:fs"));
  } catch {
    return null;
  }
}
