import { StoreRefused } from "../domain/errors.ts";

/** What stat(2) tells, as far as it matters here. */
export interface FileStat {
  readonly mode: number;
  readonly uid: number;
}

const OTHERS_WRITE = 0o022;
const STICKY = 0o1000;

/** Whoever can write the database can run commands as the owner of its runner. Throws `StoreRefused`. */
export function checkFile(path: string, stat: FileStat, user: number | undefined): void {
  if (user !== undefined && stat.uid !== user) {
    throw new StoreRefused(`the database ${path} belongs to another user`, "use one of your own: --db PATH");
  }
  if ((stat.mode & OTHERS_WRITE) !== 0) {
    throw new StoreRefused(
      `the database ${path} can be written by other users, who could run commands as you`,
      `chmod go-w ${quoted(path)}`,
    );
  }
}

/** Others could put a file of theirs in the database's place, unless the directory is sticky, as /tmp is. */
export function checkDirectory(path: string, stat: FileStat): void {
  if ((stat.mode & OTHERS_WRITE) === 0 || (stat.mode & STICKY) !== 0) return;
  throw new StoreRefused(
    `the directory ${path} can be written by other users, who could replace the database in it`,
    `chmod go-w ${quoted(path)}, or choose another path: --db PATH`,
  );
}

function quoted(path: string): string {
  return /^[\w./:@%+-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
