import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type EntryChange, FileNode, FolderNode, type Node } from "./nodes.ts";

/** The files and directories below a path, with what of them is durable. */
export class Disk {
  readonly folder: FolderNode;
  #ids = 0;

  /** Takes over what is at `root` as it is: all of it durable. */
  constructor(readonly root: string) {
    this.folder = this.#taken(root) as FolderNode;
  }

  has(path: string | null): boolean {
    return path !== null && (path === this.root || path.startsWith(`${this.root}/`));
  }

  /** What has this path now; `null` where there is nothing, and beyond the disk. */
  find(path: string | null): Node | null {
    if (path === null || !this.has(path)) return null;
    let node: Node | undefined = this.folder;
    for (const name of path.slice(this.root.length).split("/").filter(Boolean)) {
      node = node instanceof FolderNode ? node.live.get(name) : undefined;
    }
    return node ?? null;
  }

  file(path: string | null): FileNode | null {
    const node = this.find(path);
    return node instanceof FileNode ? node : null;
  }

  newFile(mode: number): FileNode {
    return new FileNode(this.#id(), mode);
  }

  /** Gives a name to something, or takes it away; `null` beyond the disk. */
  enter(path: string, node: Node | null, at: number, after: EntryChange | null = null): EntryChange | null {
    if (!this.has(path) || path === this.root) return null;
    const folder = this.find(dirname(path));
    if (!(folder instanceof FolderNode)) throw new Error(`the model has no directory ${dirname(path)}`);
    const change = { at, name: path.slice(path.lastIndexOf("/") + 1), node, after };
    folder.change(change);
    return change;
  }

  /** Throws unless the real disk is as the model says. The index of a WAL is left out: it is written as memory. */
  compare(): void {
    const visit = (path: string, node: Node) => {
      if (node instanceof FileNode) {
        const same = path.endsWith("-shm") || readFileSync(path).equals(node.content);
        if (!same) throw new Error(`the model errs about ${path}`);
        return;
      }
      const [real, here] = [readdirSync(path).sort().join(" "), [...node.live.keys()].sort().join(" ")];
      if (real !== here) throw new Error(`the model errs about ${path}: it has ${real}, and not ${here}`);
      for (const [name, child] of node.live) visit(join(path, name), child);
    };
    visit(this.root, this.folder);
  }

  #taken(path: string): Node {
    const stat = lstatSync(path);
    const mode = stat.mode & 0o7777;
    if (!stat.isDirectory()) {
      const file = this.newFile(mode);
      file.durable = readFileSync(path);
      file.size = file.durable.length;
      return file;
    }
    const folder = new FolderNode(mode);
    for (const name of readdirSync(path)) {
      const node = this.#taken(join(path, name));
      folder.durable.set(name, node);
      folder.live.set(name, node);
    }
    return folder;
  }

  #id(): number {
    this.#ids += 1;
    return this.#ids;
  }
}
