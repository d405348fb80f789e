/**
 * What a disk holds for certain and what it may hold besides: the model of a file system that promises no more than POSIX.
 * An fsync makes a file durable as it was when the fsync began, and says nothing of its name; a name is durable once its
 * directory was synced. All else may have got there or not, in any order.
 */

/** A change of a file that was not synced yet. `at`: its place among all changes. */
export type Change =
  | { readonly at: number; readonly kind: "write"; readonly offset: number; readonly bytes: Uint8Array }
  | { readonly at: number; readonly kind: "size"; readonly size: number };

/** A change of a name that was not synced yet. */
export interface EntryChange {
  readonly at: number;
  readonly name: string;
  /** What has that name from now on. */
  readonly node: Node | null;
  /** Of a rename: what gives the new name in the same directory, without which the old one does not go. */
  readonly after: EntryChange | null;
}

export type Node = FileNode | FolderNode;

export class FileNode {
  durable: Uint8Array = new Uint8Array();
  pending: Change[] = [];
  size = 0;

  constructor(
    readonly id: number,
    public mode: number,
  ) {}

  change(change: Change): void {
    this.pending.push(change);
    this.size = change.kind === "size" ? change.size : Math.max(this.size, change.offset + change.bytes.length);
  }

  /** As programs see it. */
  get content(): Uint8Array {
    return changed(this.durable, this.pending);
  }

  /** What was there until then is safe. */
  sync(until: number): void {
    this.durable = changed(
      this.durable,
      this.pending.filter(({ at }) => at <= until),
    );
    this.pending = this.pending.filter(({ at }) => at > until);
  }
}

export class FolderNode {
  readonly durable = new Map<string, Node>();
  readonly live = new Map<string, Node>();
  pending: EntryChange[] = [];

  constructor(public mode: number) {}

  change(change: EntryChange): void {
    this.pending.push(change);
    put(this.live, change.name, change.node);
  }

  sync(until: number): void {
    for (const { at, name, node } of this.pending) if (at <= until) put(this.durable, name, node);
    this.pending = this.pending.filter(({ at }) => at > until);
  }
}

/** The content after some changes, in their order. */
export function changed(content: Uint8Array, changes: readonly Change[]): Uint8Array {
  if (changes.length === 0) return content;
  let size = content.length;
  let room = size;
  for (const change of changes) {
    room = Math.max(room, change.kind === "size" ? change.size : change.offset + change.bytes.length);
  }
  const result = new Uint8Array(room);
  result.set(content);
  for (const change of changes) {
    if (change.kind === "write") {
      result.set(change.bytes, change.offset);
      size = Math.max(size, change.offset + change.bytes.length);
    } else {
      if (change.size < size) result.fill(0, change.size, size);
      size = change.size;
    }
  }
  return result.subarray(0, size);
}

export function put(entries: Map<string, Node>, name: string, node: Node | null): void {
  if (node === null) entries.delete(name);
  else entries.set(name, node);
}
