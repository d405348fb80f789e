import { InvalidInput, type JobStore, QueuectlError, StoreMissing } from "@queuectl/core";
import type { Backup, Missing, Restored, SqliteFiles } from "@queuectl/core/sqlite";
import type { Io } from "../io/io.ts";
import { variable } from "../io/utf8.ts";

/** Where the jobs are: `--db`, else `QUEUECTL_DB`, else `$QUEUECTL_HOME/queue.db`, else `~/.queuectl/queue.db`. Absolute. */
export function locate(flag: string | undefined, io: Io): string {
  if (flag !== undefined) return path(flag, "--db", io);
  for (const [name, file] of [
    ["QUEUECTL_DB", ""],
    ["QUEUECTL_HOME", "/queue.db"],
    ["HOME", "/.queuectl/queue.db"],
  ] as const) {
    const value = variable(name, io);
    if (value) return path(`${value}${file}`, name, io);
  }
  throw new QueuectlError("there is no home directory to keep the jobs in", "failed", "name the database: --db PATH");
}

/** Whether nobody named a database: then the place is queuectl's own choice, and it may have to be made. */
export function isDefault(flag: string | undefined, io: Io): boolean {
  return flag === undefined && !io.env.QUEUECTL_DB;
}

/** `create` is `write`, and makes a store where there is none; the others take what is there. */
export type StoreAccess = "read" | "write" | "create";

export interface Location {
  /** The database: its absolute path. */
  readonly path: string;
  readonly isDefault: boolean;
}

/**
 * Opens the store at a location. The one place that knows which stores there are. Rejects with `StoreMissing` where there is
 * none, and where it would have to be made in a directory that somebody named and that does not exist.
 */
export async function openStore({ path, isDefault }: Location, access: StoreAccess): Promise<JobStore> {
  const { openSqliteStore } = await import("@queuectl/core/sqlite");
  if (access !== "create") return openSqliteStore(path, { access, missing: "refuse" });
  return openSqliteStore(path, { access: "write", missing: howToCreate(isDefault) });
}

/** A directory that somebody named may be misspelt: whoever made it would hide their jobs. */
function howToCreate(isDefault: boolean): Missing {
  return isDefault ? "create-directory" : "create";
}

/** The same, for one answer: who asks before the first job was enqueued is told so, and nothing is made for it. */
export async function openStoreOnce(location: Location, access: StoreAccess): Promise<JobStore> {
  try {
    return await openStore(location, access);
  } catch (error) {
    if (!(error instanceof StoreMissing && location.isDefault && access !== "create")) throw error;
    return (await import("@queuectl/core/sqlite")).openEmptyStore(location.path);
  }
}

/** Copies the store at a location into the file `target`; see `@queuectl/core/sqlite`. */
export async function backUp(location: string, target: string, replace: boolean): Promise<Backup> {
  return (await import("@queuectl/core/sqlite")).backUpDatabase(await realLocation(location), target, { replace });
}

/** Puts the store in the file `backup` in the place of that at a location; see `@queuectl/core/sqlite`. */
export async function restore({ path, isDefault }: Location, backup: string, now: number): Promise<Restored> {
  return (await import("@queuectl/core/sqlite")).restoreDatabase(path, backup, now, howToCreate(isDefault));
}

/** The absolute path of a file that the argument `what` names. */
export function fileNamed(given: string, what: string, io: Io): string {
  if (given.trim() === "" || given === "-")
    throw new InvalidInput(`${what}: ${JSON.stringify(given)} names no file`, "name a file");
  if (given.includes("\0")) throw new InvalidInput(`${what} contains a NUL character`, "name a file");
  return normalise(given.startsWith("/") ? given : `${io.cwd()}/${given}`);
}

/** Where what belongs to a database lies: beside the file itself, and not beside a link to it. */
export async function realLocation(location: string): Promise<string> {
  return (await import("@queuectl/core/sqlite")).realDatabase(location);
}

/** The files of the database at a location, which nobody else can have laid. Rejects with `StoreMissing`, `StoreRefused`. */
export async function trustedFiles(location: string): Promise<SqliteFiles> {
  return (await import("@queuectl/core/sqlite")).trustedFiles(location);
}

/** The environment for whatever a command starts, so that it works on the same jobs. */
export function environmentFor(location: string, env: Io["env"]): Record<string, string | undefined> {
  return { ...env, QUEUECTL_DB: location };
}

function path(given: string, what: string, io: Io): string {
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(given)?.[1]?.toLowerCase();
  if (given.trim() === "") throw new InvalidInput(`${what} is empty`, "name the database's file");
  if (given.includes("\0")) throw new InvalidInput(`${what} contains a NUL character`, "name a file");
  if (given === ":memory:") {
    throw new InvalidInput(`${what}: a database in memory would be gone with this command`, "name a file");
  }
  if (scheme !== undefined && scheme !== "sqlite" && scheme !== "file") {
    throw new InvalidInput(
      `${what}: there is no store for ${scheme}: databases`,
      "name a file; one whose name has a colon: ./the:name",
    );
  }
  const file = scheme === undefined ? given : given.slice(scheme.length + 1).replace(/^\/\/(?=\/)/, "");
  return normalise(file.startsWith("/") ? file : `${io.cwd()}/${file}`);
}

// By hand, since node:path costs milliseconds of every start.
function normalise(absolute: string): string {
  const parts: string[] = [];
  for (const part of absolute.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}
