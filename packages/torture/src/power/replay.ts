import { dirname, resolve } from "node:path";
import { Disk } from "./disk.ts";
import { FolderNode, type Node } from "./nodes.ts";
import { bytesOf, bytesOfAll, type Call, pathOf, textOf } from "./trace.ts";

/** What a call came to, as far as the campaign wants to know. */
export type Effect = "changed" | "synced" | "said";

const UMASK = 0o022;

/** Plays the calls of a recording to the model of a disk. What lies beyond it is the world outside, which no loss of power undoes. */
export class Replay {
  readonly disk: Disk;
  /** By path: what was written there beyond the disk, in the order of what happened. */
  readonly #world = new Map<string, Uint8Array[]>();
  /** How many calls there were. */
  #now = 0;
  /** By descriptor and path: where the next plain write goes; at the end, for those that are not here. */
  readonly #positions = new Map<string, number>();
  /** By thread: how far the fsync under way reaches. */
  readonly #syncing = new Map<number, number>();

  /** `outside`: the directories of the world outside that matter. */
  constructor(
    root: string,
    private readonly outside: readonly string[],
  ) {
    this.disk = new Disk(root);
  }

  /** What was written to a file of the world outside. */
  said(path: string): string {
    return Buffer.concat(this.#world.get(path) ?? []).toString();
  }

  /** Throws for a call that changes the disk in a way that the model does not know. */
  apply(call: Call): Effect | null {
    const { name, args, result, pid } = call;
    if (result === null) {
      if (name === "fsync" || name === "fdatasync") this.#syncing.set(pid, this.#now);
      return null;
    }
    this.#now += 1;
    switch (name) {
      case "open":
        return this.#open(args[1], args[2], result);
      case "openat":
        return this.#open(args[2], args[3], result);
      case "creat":
        return this.#open("O_CREAT|O_TRUNC", args[1], result);
      case "write":
        return this.#write(args[0], bytesOf(args[1]).subarray(0, Number(result)), null);
      case "writev":
        return this.#write(args[0], bytesOfAll(args[1]).subarray(0, Number(result)), null);
      case "pwrite64":
        return this.#write(args[0], bytesOf(args[1]).subarray(0, Number(result)), Number(args[3]));
      case "pwritev":
      case "pwritev2":
        return this.#write(args[0], bytesOfAll(args[1]).subarray(0, Number(result)), Number(args[3]));
      case "copy_file_range":
        return this.#copy(args[0], args[1], args[2], args[3], Number(result));
      case "sendfile":
        return this.#copy(args[1], args[2], args[0], "NULL", Number(result));
      case "lseek": {
        const path = pathOf(args[0]);
        if (path !== null) this.#positions.set(key(args[0], path), Number(result));
        return null;
      }
      case "ftruncate":
        return this.#resize(pathOf(args[0]), () => Number(args[1]));
      case "truncate":
        return this.#resize(at(undefined, args[0]), () => Number(args[1]));
      case "fallocate":
        if (args[1] !== "0") break;
        return this.#resize(pathOf(args[0]), (size) => Math.max(size, Number(args[2]) + Number(args[3])));
      case "fsync":
      case "fdatasync":
        return this.#sync(pid, pathOf(args[0]));
      case "mkdir":
        return this.#enter(at(undefined, args[0]), new FolderNode(created(args[1])));
      case "mkdirat":
        return this.#enter(at(args[0], args[1]), new FolderNode(created(args[2])));
      case "unlink":
      case "rmdir":
        return this.#enter(at(undefined, args[0]), null);
      case "unlinkat":
        return this.#enter(at(args[0], args[1]), null);
      case "rename":
        return this.#rename(at(undefined, args[0]), at(undefined, args[1]), call);
      case "renameat":
      case "renameat2":
        if (args[4]?.includes("EXCHANGE")) break;
        return this.#rename(at(args[0], args[1]), at(args[2], args[3]), call);
      case "link":
        return this.#link(at(undefined, args[0]), at(undefined, args[1]), call);
      case "linkat":
        return this.#link(at(args[0], args[1]), at(args[2], args[3]), call);
      case "chmod":
        return this.#chmod(at(undefined, args[0]), args[1]);
      case "fchmod":
        return this.#chmod(pathOf(args[0]), args[1]);
      case "fchmodat":
        return this.#chmod(at(args[0], args[1]), args[2]);
      case "io_uring_setup":
        throw unknown(call);
      case "ioctl":
        if (args[1]?.includes("FICLONE")) break;
        return null;
      case "mmap":
        // The index of a WAL is shared memory in a file; it is made anew by whoever opens the database first.
        if (!/PROT_WRITE/.test(args[2] ?? "") || !/MAP_SHARED/.test(args[3] ?? "")) return null;
        if (pathOf(args[4])?.endsWith("-shm")) return null;
        break;
    }
    if (args.some((arg) => this.disk.has(pathOf(arg) ?? (arg.startsWith('"\\x') ? at(undefined, arg) : null)))) {
      throw unknown(call);
    }
    return null;
  }

  #open(flags = "", mode: string | undefined, result: string): Effect | null {
    const path = pathOf(result);
    if (path === null) return null;
    if (flags.includes("O_APPEND")) this.#positions.delete(key(result, path));
    else this.#positions.set(key(result, path), 0);
    if (!this.disk.has(path)) return null;
    if (this.disk.find(path) === null) return this.#enter(path, this.disk.newFile(created(mode)));
    return flags.includes("O_TRUNC") ? this.#resize(path, () => 0) : null;
  }

  #write(descriptor: string | undefined, bytes: Uint8Array, offset: number | null): Effect | null {
    const path = pathOf(descriptor);
    if (path === null || bytes.length === 0) return null;
    const position = offset ?? this.#positions.get(key(descriptor, path));
    if (offset === null && position !== undefined) {
      this.#positions.set(key(descriptor, path), position + bytes.length);
    }
    if (this.outside.some((folder) => path.startsWith(`${folder}/`))) {
      this.#world.set(path, [...(this.#world.get(path) ?? []), bytes]);
      return "said";
    }
    const file = this.disk.file(path);
    file?.change({ at: this.#now, kind: "write", offset: position ?? file.size, bytes });
    return file === null ? null : "changed";
  }

  #copy(from: string | undefined, skip = "NULL", to: string | undefined, place = "NULL", length = 0): Effect | null {
    const [source, target] = [pathOf(from), pathOf(to)];
    if (source === null || !this.disk.has(target) || length === 0) return null;
    const file = this.disk.file(source);
    if (file === null) throw new Error(`a copy from ${source}, which the model does not know`);
    const given = offsetOf(skip);
    const start = given ?? this.#positions.get(key(from, source)) ?? 0;
    if (given === null) this.#positions.set(key(from, source), start + length);
    return this.#write(to, file.content.slice(start, start + length), offsetOf(place));
  }

  #resize(path: string | null, sizeOf: (size: number) => number): Effect | null {
    const file = this.disk.file(path);
    if (file === null) return null;
    const size = sizeOf(file.size);
    if (size === file.size) return null;
    file.change({ at: this.#now, kind: "size", size });
    return "changed";
  }

  #sync(pid: number, path: string | null): Effect | null {
    const until = this.#syncing.get(pid) ?? this.#now;
    this.#syncing.delete(pid);
    const node = this.disk.find(path);
    node?.sync(until);
    return node === null ? null : "synced";
  }

  #enter(path: string, node: Node | null): Effect | null {
    return this.disk.enter(path, node, this.#now) === null ? null : "changed";
  }

  #rename(from: string, to: string, call: Call): Effect | null {
    if (!this.disk.has(from) && !this.disk.has(to)) return null;
    const node = this.disk.find(from);
    if (node === null || dirname(from) !== dirname(to)) throw unknown(call);
    this.disk.enter(from, null, this.#now, this.disk.enter(to, node, this.#now));
    return "changed";
  }

  #link(from: string, to: string, call: Call): Effect | null {
    const node = this.disk.find(from);
    if (this.disk.has(to) && node === null) throw unknown(call);
    return this.#enter(to, node);
  }

  #chmod(path: string | null, mode = "0"): null {
    const node = this.disk.find(path);
    if (node !== null) node.mode = Number.parseInt(mode, 8);
    return null;
  }
}

/** The path of an argument, as seen from the directory of another. */
function at(directory: string | undefined, arg: string | undefined): string {
  return resolve(pathOf(directory) ?? "/", textOf(arg));
}

function key(descriptor: string | undefined, path: string): string {
  return `${Number.parseInt(descriptor ?? "", 10)} ${path}`;
}

function created(mode = "0"): number {
  return Number.parseInt(mode, 8) & ~UMASK;
}

/** Of `[7]`, or of `NULL`. */
function offsetOf(arg: string): number | null {
  const given = /^\[(\d+)/.exec(arg)?.[1];
  return given === undefined ? null : Number(given);
}

function unknown({ name, args }: Call): Error {
  return new Error(
    `the model does not know what ${name} does here: ${args.map((arg) => arg.slice(0, 200)).join(", ")}`,
  );
}
