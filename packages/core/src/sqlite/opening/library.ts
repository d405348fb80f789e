import { Database } from "bun:sqlite";
import { statSync } from "node:fs";
import { ask } from "../database/statements.ts";

/**
 * Whether this version of SQLite keeps a WAL database whole. Before 3.51.3 a rare race of two connections could damage it;
 * the mend was carried back to 3.50.7 and 3.44.6.
 */
export function isSafeVersion(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  if (major !== 3) return major > 3;
  if (minor === 50) return patch >= 7;
  if (minor === 44) return patch >= 6;
  return minor > 51 || (minor === 51 && patch >= 3);
}

const HOMEBREW = ["/opt/homebrew/opt/sqlite/lib/libsqlite3.dylib", "/usr/local/opt/sqlite/lib/libsqlite3.dylib"];

/** Homebrew belongs to a user: what that one can replace, root does not execute. */
function isLoadable(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && (stat.uid === 0 || stat.uid === process.geteuid?.());
}

let chosen = false;

/**
 * Bun brings a good SQLite, but on macOS it loads Apple's: there, a newer one is looked for before the first open.
 * Where none is found, the work goes on with a warning.
 */
export async function chooseLibrary(): Promise<void> {
  if (chosen || process.platform !== "darwin") return;
  chosen = true;
  for (const path of HOMEBREW) {
    if (!isLoadable(path)) continue;
    try {
      Database.setCustomSQLite(path);
      break;
    } catch {
      // Something in this process has opened a database before us; what was loaded then stays.
    }
  }
  const db = new Database(":memory:");
  const version = ask<{ version: string }>(db, "SELECT sqlite_version() AS version")?.version ?? "";
  db.close();
  if (!isSafeVersion(version)) {
    process.emitWarning(`SQLite ${version} can, rarely, damage a database; install a newer one: brew install sqlite`);
  }
}
