/**
 * Tells a store from its copies. The processes that a store's leases name belong to that store: a runner that works on a copy of
 * it must not end them. So a store has a random identity and knows the file that it lies in; a copy lies in another one. It draws
 * an identity of its own, which every lease granted from then on begins with (`claim.ts`): the others are the original's.
 */
import { closeSync, constants, openSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { bootId } from "../../host/index.ts";
import type { Connection } from "./connection.ts";
import type { SqliteFiles } from "./files.ts";
import beat from "./sql/beat.sql" with { type: "text" };
import storeSql from "./sql/store.sql" with { type: "text" };
import takePlaceSql from "./sql/take-place.sql" with { type: "text" };
import type { Statements } from "./statements.ts";
import type { Tx } from "./transaction.ts";

/** One file for as long as it exists: file systems give an inode's number to the next file, but not the time of its birth. */
interface Place {
  readonly device: string;
  readonly inode: string;
  readonly born: string;
}

/** The row of `store`. */
interface StoreRow {
  readonly identity: string;
  readonly device: string | null;
  readonly inode: string | null;
  readonly born: string | null;
  readonly boot: string | null;
  readonly beats: number;
}

/** What stands beside the database: how far the store with this identity had come. */
export interface Noted {
  readonly identity: string;
  readonly beats: number;
}

/** Read it before the transaction that compares it: what is noted was committed before. `null` where nothing is. */
export function readNoted({ identity: path }: SqliteFiles): Noted | null {
  let fd: number | null = null;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    const match = /^([0-9a-f]{16}) (\d{1,15})\n$/.exec(readFileSync(fd, "latin1"));
    return match === null ? null : { identity: match[1] as string, beats: Number(match[2]) };
  } catch {
    return null;
  } finally {
    if (fd !== null) closeSync(fd);
  }
}

/** The identity of a store; `null` for a copy on which no runner has worked yet. */
export function identityOf(tx: Tx, noted: Noted | null): string | null {
  const row = rowOf(tx);
  return isCopy(row, tx.files, noted) ? null : row.identity;
}

/** Whether a lease was granted by the store with this identity, and not by one that this is a copy of. */
export function isGrantedBy(identity: string | null, nonce: string): boolean {
  return identity !== null && nonce.startsWith(identity);
}

/** A runner moves in: a copy draws an identity of its own. Returns the identity. */
export function takePlace(tx: Tx): string {
  const row = rowOf(tx);
  // Nobody commits before this transaction has ended, so that nothing newer than `row` is noted.
  const identity = isCopy(row, tx.files, readNoted(tx.files)) ? drawIdentity() : row.identity;
  tx.run(takePlaceSql, { identity, ...placeOf(tx.files), boot: bootId() });
  countBeat(tx);
  return identity;
}

/** The store lives on: a copy that is put back in its place later is older than what is noted. */
export function countBeat(tx: Tx): void {
  tx.run(beat);
}

/** Notes how far the store has come, now that this is durable. A note that fails costs certainty and nothing else. */
export function note(connection: Connection): void {
  let fd: number | null = null;
  try {
    const { identity, beats } = rowOf(connection);
    const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants;
    fd = openSync(connection.files.identity, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o600);
    writeFileSync(fd, `${identity} ${beats}\n`);
  } catch {
    // The file that the store lies in is known all the same.
  } finally {
    if (fd !== null) closeSync(fd);
  }
}

/** 64 random bits, always in 16 letters: no identity is the beginning of another. */
export function drawIdentity(): string {
  return crypto.getRandomValues(new Uint8Array(8)).toHex();
}

function isCopy(row: StoreRow, files: SqliteFiles, noted: Noted | null): boolean {
  if (row.inode === null) return false;
  const place = placeOf(files);
  if (row.inode !== place.inode || row.born !== place.born) return true;
  // Devices are numbered anew at every boot; a snapshot of a volume differs from its original in nothing else.
  if (row.device !== place.device && row.boot === bootId()) return true;
  // Written over the original, in the same file: its past.
  return noted !== null && noted.identity === row.identity && noted.beats > row.beats;
}

/** By path, for opening and closing the file would drop SQLite's locks on it. */
function placeOf({ database }: SqliteFiles): Place {
  const { dev, ino, birthtimeNs } = statSync(database, { bigint: true });
  return { device: String(dev), inode: String(ino), born: String(birthtimeNs) };
}

function rowOf(statements: Pick<Statements, "get">): StoreRow {
  return statements.get<StoreRow>(storeSql) as StoreRow;
}
