import { mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lacksRoot } from "./needs.ts";

/** A small file system of its own, as root can have one. */
export class SmallDisk implements Disposable {
  private constructor(readonly path: string) {}

  static mount(megabytes: number): SmallDisk {
    const path = mkdtempSync(join(tmpdir(), "queuectl-disk-"));
    const options = `size=${megabytes}m,mode=0700`;
    const { exitCode } = Bun.spawnSync(["mount", "-t", "tmpfs", "-o", options, "queuectl-torture", path]);
    if (exitCode === 0) return new SmallDisk(path);
    rmSync(path, { recursive: true });
    throw new Error("a tmpfs could not be mounted");
  }

  /** Takes all the space that is left, but for so many megabytes; frees it with `free`. */
  fill(leaving = 0): void {
    const { bsize, bavail } = statfsSync(this.path);
    const count = Math.max(0, Math.floor((bavail * bsize) / 1_048_576) - leaving);
    const most = leaving === 0 ? [] : ["bs=1M", `count=${count}`];
    Bun.spawnSync(["dd", "if=/dev/zero", `of=${this.path}/ballast`, "bs=4096", ...most], { stderr: "ignore" });
  }

  free(): void {
    rmSync(join(this.path, "ballast"), { force: true });
  }

  /** Fails while anybody writes on it. */
  remount(mode: "ro" | "rw"): boolean {
    return Bun.spawnSync(["mount", "-o", `remount,${mode}`, this.path], { stderr: "ignore" }).exitCode === 0;
  }

  [Symbol.dispose](): void {
    Bun.spawnSync(["umount", "-l", this.path]);
    rmSync(this.path, { recursive: true, force: true });
  }
}

export function lacksMount(): string | null {
  const root = lacksRoot("mounting a small disk");
  if (root !== null) return root;
  try {
    SmallDisk.mount(1)[Symbol.dispose]();
    return null;
  } catch {
    return "a small disk may not be mounted here: run it where mount is allowed";
  }
}
