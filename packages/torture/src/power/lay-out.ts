import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Disk } from "./disk.ts";
import type { Remains } from "./loss.ts";
import { FileNode, type FolderNode } from "./nodes.ts";

/** Writes what remained of a disk into a directory. */
export function layOut(
  { folders, files }: Remains,
  root: string,
  fileFor: (id: number, path: string) => void = () => {},
): void {
  for (const [path, { mode }] of folders) {
    const folder = join(root, path);
    if (path !== "") mkdirSync(folder);
    chmodSync(folder, mode | 0o700);
  }
  for (const [path, { mode, id, bytes }] of files) {
    const file = join(root, path);
    fileFor(id, file);
    writeFileSync(file, bytes);
    chmodSync(file, mode);
  }
}

/**
 * A disk on which one state after the other is laid out. A file keeps its inode through the loss, as it does in truth: the
 * program may know a file by it.
 */
export class Stage {
  readonly #numbers = new Map<number, number>();
  readonly #kept = new Map<number, string>();

  /** `disk`: what is there now. `store`: where files wait that the next state has no name for. */
  constructor(
    private readonly disk: Disk,
    private readonly store: string,
  ) {
    mkdirSync(store);
    const visit = (path: string, folder: FolderNode) => {
      for (const [name, node] of folder.live) {
        const at = join(path, name);
        if (node instanceof FileNode) this.#numbers.set(statSync(at).ino, node.id);
        else visit(at, node);
      }
    };
    visit(disk.root, disk.folder);
  }

  set(remains: Remains): void {
    this.#clear(this.disk.root);
    layOut(remains, this.disk.root, (id, path) => {
      const kept = this.#kept.get(id);
      if (kept !== undefined) renameSync(kept, path);
      this.#kept.delete(id);
    });
  }

  #clear(path: string): void {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const at = join(path, entry.name);
      if (entry.isDirectory()) {
        this.#clear(at);
        rmSync(at, { recursive: true });
        continue;
      }
      const id = this.#numbers.get(statSync(at).ino);
      const place = join(this.store, String(id));
      if (id === undefined || existsSync(place)) rmSync(at);
      else {
        renameSync(at, place);
        this.#kept.set(id, place);
      }
    }
  }
}
