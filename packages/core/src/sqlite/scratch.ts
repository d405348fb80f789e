import { Database } from "bun:sqlite";
import { afterAll } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const made: string[] = [];

afterAll(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** A directory of a test's own, removed after the file's tests. */
export function scratchDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "queuectl-"));
  made.push(directory);
  return directory;
}

/** Where a test's database may be; there is none yet. */
export function scratchDatabase(): string {
  return join(scratchDirectory(), "queue.db");
}

/** Changes a database behind the store's back. */
export function tamper(path: string, sql: string): void {
  const db = new Database(path);
  db.run(sql);
  db.close();
}
