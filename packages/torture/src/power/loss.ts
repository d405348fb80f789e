/** What a loss of power may leave of a disk. */
import type { Random } from "../scene/random.ts";
import { type Change, changed, type EntryChange, FileNode, type FolderNode, type Node, put } from "./nodes.ts";

/** One disk as it may be found after the loss. */
export interface Remains {
  /** By path below the disk's root, parents first. */
  readonly folders: ReadonlyMap<string, { readonly mode: number }>;
  readonly files: ReadonlyMap<string, { readonly mode: number; readonly id: number; readonly bytes: Uint8Array }>;
}

/** What becomes of changes that were not synced. */
interface Fate {
  entry(change: EntryChange): boolean;
  data(change: Change): "kept" | "lost" | "torn";
}

/** A disk tears a write at these borders; what lies beside it stays as it was (SQLite calls that a powersafe overwrite). */
const SECTOR = 512;

/** The ways in which power is lost; each is one state, or one by chance. */
export const LOSSES: Readonly<Record<string, (disk: FolderNode, random: Random) => Fate>> = {
  "what was not synced is gone": () => ({ entry: () => false, data: () => "lost" }),
  "all of it got there": () => ({ entry: () => true, data: () => "kept" }),
  "names without content": () => ({ entry: () => true, data: () => "lost" }),
  "content without names": () => ({ entry: () => false, data: () => "kept" }),
  "what came first": (disk, random) => {
    const places = pendingPlaces(disk);
    const last = places.length === 0 ? 0 : random.pick([0, ...places]);
    return { entry: ({ at }) => at <= last, data: ({ at }) => (at <= last ? "kept" : "lost") };
  },
  "out of order": (_, random) => ({
    entry: () => random.next() < 0.5,
    data: () => (random.next() < 0.5 ? "kept" : "lost"),
  }),
  "out of order, and torn": (_, random) => ({
    entry: () => random.next() < 0.5,
    data: () => random.pick(["kept", "lost", "torn", "torn"]),
  }),
};

/** Those that leave nothing to chance; first the hardest one. */
export const CERTAIN: readonly string[] = Object.keys(LOSSES).slice(0, 4);

/** Loses the power, in one of these ways. */
export function lose(disk: FolderNode, how: string, random: Random): Remains {
  const fate = (LOSSES[how] as (typeof LOSSES)[string])(disk, random);
  const folders = new Map<string, { mode: number }>();
  const files = new Map<string, { mode: number; id: number; bytes: Uint8Array }>();
  const kept = new Map<EntryChange, boolean>();
  const contents = new Map<FileNode, Uint8Array>();

  const isKept = (change: EntryChange): boolean => {
    let answer = kept.get(change);
    if (answer === undefined) {
      // A rename may leave both names, never neither.
      answer = fate.entry(change) && (change.after === null || isKept(change.after));
      kept.set(change, answer);
    }
    return answer;
  };
  const contentOf = (file: FileNode) => {
    let bytes = contents.get(file);
    if (bytes === undefined) {
      bytes = survived(file, fate, random);
      contents.set(file, bytes);
    }
    return bytes;
  };
  const visit = (path: string, node: Node) => {
    if (node instanceof FileNode) {
      // The index of a WAL is memory in a file: what is in it after a restart is worth nothing.
      const bytes = path.endsWith("-shm") ? new Uint8Array(node.size).fill(0xa5) : contentOf(node);
      files.set(path, { mode: node.mode, id: node.id, bytes });
      return;
    }
    folders.set(path, { mode: node.mode });
    const entries = new Map(node.durable);
    for (const change of node.pending) if (isKept(change)) put(entries, change.name, change.node);
    for (const [name, child] of entries) visit(path === "" ? name : `${path}/${name}`, child);
  };
  visit("", disk);
  return { folders, files };
}

function survived(file: FileNode, fate: Fate, random: Random): Uint8Array {
  const changes: Change[] = [];
  for (const change of file.pending) {
    const what = fate.data(change);
    if (what === "lost") continue;
    if (what === "kept" || change.kind === "size") changes.push(change);
    else changes.push(...torn(change, random));
  }
  return changed(file.durable, changes);
}

/** Some sectors of a write. Of the others what was there before, or, where the file had grown meanwhile, what nobody wrote. */
function torn({ at, offset, bytes }: Extract<Change, { kind: "write" }>, random: Random): Change[] {
  const parts: Change[] = [];
  const grows = random.next() < 0.5;
  if (grows) parts.push({ at, kind: "write", offset: offset + bytes.length, bytes: new Uint8Array() });
  for (let from = 0; from < bytes.length; ) {
    const until = Math.min(bytes.length, from + SECTOR - ((offset + from) % SECTOR));
    if (random.next() < 0.5) {
      parts.push({ at, kind: "write", offset: offset + from, bytes: bytes.subarray(from, until) });
    }
    from = until;
  }
  return parts;
}

function pendingPlaces(disk: FolderNode): number[] {
  const places: number[] = [];
  const seen = new Set<Node>();
  const visit = (node: Node) => {
    if (seen.has(node)) return;
    seen.add(node);
    for (const { at } of node.pending) places.push(at);
    if (node instanceof FileNode) return;
    for (const child of node.durable.values()) visit(child);
    for (const { node: child } of node.pending) if (child !== null) visit(child);
  };
  visit(disk);
  return [...new Set(places)].sort((one, other) => one - other);
}
