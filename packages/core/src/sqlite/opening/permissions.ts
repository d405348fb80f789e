import { existsSync, lstatSync, readdirSync, type Stats } from "node:fs";
import { InvalidInput, StoreRefused } from "../../domain/errors.ts";
import { shellWord } from "../../domain/text/shell-word.ts";
import type { SqliteFiles } from "../database/files.ts";

/**
 * Whoever can write the database, or put something in its place or beside it, can run commands as the owner of its runner. So
 * trust goes by owner: of every directory on the way, and of every file. Group bits count as everybody's: who is in a group is
 * not to be known for sure, and where there is an access control list they are its mask.
 */
const OTHERS_WRITE = 0o022;
const STICKY = 0o1000;

const ELSEWHERE = "keep it where only you can write, from the root on: --db PATH, or the default ~/.queuectl/queue.db";

/** What SQLite may find beside the database, and then reads as a part of it. */
const PARTS = ["-wal", "-shm", "-journal"];

/** A directory or a link on the way to the database. */
export interface Step {
  readonly path: string;
  readonly stat: Stats;
}

/** Throws `StoreRefused`. */
export function checkOwnerOnTheWay({ path, stat: { uid } }: Step): void {
  if (uid === 0 || uid === process.geteuid?.()) return;
  throw new StoreRefused(`${path} belongs to another user, who could put another database in its place`, ELSEWHERE);
}

/** Whether others can make a file in this directory. */
export function othersWrite({ mode }: Stats): boolean {
  return (mode & OTHERS_WRITE) !== 0;
}

/** In a sticky directory everybody can make files, but nobody can take another's away: what is ours in it stays ours. */
export function isSticky({ mode }: Stats): boolean {
  return (mode & STICKY) !== 0;
}

/** Directories on the way to the database that others can write. */
export function writable(directories: readonly Step[]): StoreRefused {
  const paths = directories.map(({ path }) => path);
  const user = process.geteuid?.();
  // Root's directories are the system's: who takes away what others may do there breaks the machine.
  const ours = user !== 0 && directories.every(({ stat }) => stat.uid === user);
  return new StoreRefused(
    `other users can write in ${paths.join(" and ")}, and so could replace the database`,
    ours ? `chmod go-w ${paths.map(shellWord).join(" ")}, or ${ELSEWHERE}` : ELSEWHERE,
  );
}

/** The directory of the database itself, where it is one like /tmp: a `-wal` of others beside it would be read as its own. */
export function shared(directory: string, database: string): StoreRefused {
  const own = `${directory === "/" ? "" : directory}/queuectl`;
  const name = database.slice(database.lastIndexOf("/") + 1);
  return new StoreRefused(
    `other users can lay files beside a database in ${directory}, which would be taken for a part of it`,
    `give it a directory of its own: mkdir -m 700 ${shellWord(own)}, then --db ${shellWord(`${own}/${name}`)}`,
  );
}

/** Throws `InvalidInput` for what cannot be a database. */
export function checkKind({ path, stat }: { readonly path: string; readonly stat: Stats | null }): void {
  if (stat === null || stat.isFile()) return;
  throw stat.isDirectory()
    ? new InvalidInput(
        `${path} is a directory`,
        `name a file: --db ${shellWord(`${path === "/" ? "" : path}/queue.db`)}`,
      )
    : new InvalidInput(`${path} is no regular file`, "name one, or one that is yet to be made: --db PATH");
}

/** The database itself. Throws `StoreRefused`. */
export function checkDatabase(path: string, stat: Stats): void {
  if (stat.uid !== process.geteuid?.()) {
    throw new StoreRefused(
      `the database ${path} belongs to another user`,
      "work as that user, or use a database of your own: --db PATH",
    );
  }
  if (othersWrite(stat)) {
    throw new StoreRefused(
      `the database ${path} can be written by other users, who could run commands as you`,
      `if it is one of queuectl's: chmod go-w ${shellWord(path)}`,
    );
  }
}

/**
 * What lies beside the database, some of it perhaps since a time when others could still write there. Returns whether all is
 * there that has to be. Throws `StoreRefused`.
 */
export function checkBeside(files: SqliteFiles): boolean {
  for (const part of PARTS) checkOwn(files.database + part, ["file"]);
  if (checkOwn(files.directory, ["directory"])) checkWithin(files.directory, files.spool);
  return [files.spool, files.locks].every((directory) => existsSync(directory));
}

/** The names in the spool are random, and many: nobody can have laid something there under one that is still to be drawn. */
function checkWithin(directory: string, spool: string): void {
  for (const name of readdirSync(directory)) {
    const path = `${directory}/${name}`;
    const kind = checkOwn(path, ["file", "directory"]);
    if (kind === "directory" && path !== spool) checkWithin(path, spool);
  }
}

type Kind = "file" | "directory";

/** What it is, if it is there at all; then it is ours: no link to elsewhere, and nothing that others laid or can write. */
function checkOwn(path: string, kinds: readonly Kind[]): Kind | null {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return null;
  const away = `move it away: mv ${shellWord(path)} ${shellWord(`${path}.refused`)}`;
  const kind = kindOf(stat);
  if (kind === null || !kinds.includes(kind)) {
    const not = stat.isSymbolicLink() ? "a link" : `not a ${kinds.join(" or ")}`;
    throw new StoreRefused(`${path} is ${not}, which queuectl never makes there`, away);
  }
  if (stat.uid !== process.geteuid?.()) {
    throw new StoreRefused(`${path} belongs to another user, who laid it beside the database`, away);
  }
  if (othersWrite(stat)) {
    throw new StoreRefused(
      `${path} can be written by other users, who could run commands as you`,
      `chmod go-w ${shellWord(path)}`,
    );
  }
  return kind;
}

function kindOf(stat: Stats): Kind | null {
  if (stat.isFile()) return "file";
  return stat.isDirectory() ? "directory" : null;
}
