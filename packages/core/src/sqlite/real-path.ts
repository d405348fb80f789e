import { lstatSync, realpathSync } from "node:fs";

/** The file that `path` leads to where it is a link; else, or where there is none yet, `path` itself. */
export function realPath(path: string): string {
  try {
    return lstatSync(path).isSymbolicLink() ? realpathSync(path) : path;
  } catch {
    return path;
  }
}
