/** What strace wrote down, as calls. With `-xx` every string and path is hexadecimal, so that nothing in one can look like the log's own signs. */
import { readFileSync } from "node:fs";

/** Everything that can change a file or an entry, or make it durable; and what the model would have to know of, if it came. */
const TRACED = [
  "open,openat,creat,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate,lseek",
  "fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,link,linkat,symlink,symlinkat",
  "chmod,fchmod,fchmodat,copy_file_range,sendfile,ioctl,mmap,io_uring_setup",
].join(",");

/**
 * The command before the one that is recorded, with all that it starts. What is spliced from a pipe does not pass by the tracer; a
 * program that may not splice reads and writes it.
 */
export function recording(log: string): string[] {
  const how = [
    "-f",
    "--seccomp-bpf",
    "-qq",
    "-y",
    "-xx",
    "-s",
    "16777216",
    "-e",
    "abbrev=none",
    "-e",
    "signal=none",
    "-e",
    "inject=splice:error=EINVAL",
  ];
  return ["strace", ...how, "-o", log, "-e", `trace=${TRACED}`];
}

/** One line of the log: a call begins, ends, or does both at once. */
export interface Call {
  /** Of the thread. */
  readonly pid: number;
  readonly name: string;
  /** As strace prints them; of a call that only begins, those that are known then. */
  readonly args: readonly string[];
  /** What it returned; `null` of one that only begins. */
  readonly result: string | null;
}

/** The calls in the order in which they happened; what was interrupted is told twice. Failed calls changed nothing and are left out. */
export function* readTrace(log: string): Generator<Call> {
  const begun = new Map<string, string>();
  for (const line of readFileSync(log, "latin1").split("\n")) {
    const match = /^(\d+) +(?:<\.\.\. (\w+) resumed>|(\w+)\()(.*)$/.exec(line);
    if (match === null) continue;
    const [, pid = "", resumed, started, rest = ""] = match;
    const name = resumed ?? started ?? "";
    if (rest.endsWith(" <unfinished ...>")) {
      const known = rest.slice(0, -" <unfinished ...>".length);
      begun.set(pid, known);
      yield { pid: Number(pid), name, args: split(known), result: null };
      continue;
    }
    const text = resumed === undefined ? rest : (begun.get(pid) ?? "") + rest;
    const end = /^(.*)\)\s+= (\S.*)$/.exec(text);
    if (end === null || end[2]?.startsWith("-1 ") || end[2]?.startsWith("?")) continue;
    yield { pid: Number(pid), name, args: split(end[1] ?? ""), result: end[2] ?? "" };
  }
}

/** At the commas that part arguments, not at those within one. */
function split(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === "[" || sign === "{") depth += 1;
    else if (sign === "]" || sign === "}") depth -= 1;
    else if (sign === "," && depth === 0) {
      parts.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  if (from < text.length) parts.push(text.slice(from).trim());
  return parts;
}

/** The bytes of a string argument. */
export function bytesOf(arg = ""): Uint8Array<ArrayBuffer> {
  if (arg.endsWith("...")) throw new Error("strace cut off what was written");
  return Uint8Array.fromHex(arg.slice(1, -1).replaceAll("\\x", ""));
}

/** The bytes of an array of them, as `writev` takes it. */
export function bytesOfAll(arg = ""): Uint8Array<ArrayBuffer> {
  const parts = arg.matchAll(/iov_base=("[^"]*"(?:\.\.\.)?)/g);
  return new Uint8Array(Buffer.concat([...parts].map(([, part]) => bytesOf(part))));
}

export function textOf(arg = ""): string {
  return new TextDecoder().decode(bytesOf(arg));
}

/** The path that a descriptor leads to; `null` for a file that was removed since, and for what is no file. */
export function pathOf(arg = ""): string | null {
  const match = /^(?:-?\d+|AT_FDCWD)<((?:\\x[0-9a-f]{2})+)>(\(deleted\))?$/.exec(arg);
  if (match === null || match[2] !== undefined) return null;
  const path = textOf(`"${match[1]}"`);
  return path.startsWith("/") && !path.endsWith(" (deleted)") ? path : null;
}
