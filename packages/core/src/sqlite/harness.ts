import { Database } from "bun:sqlite";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Harness } from "../contract/index.ts";
import recount from "./counting/sql/recount.sql" with { type: "text" };
import { openSqliteStore } from "./index.ts";

/** In memory where there is such a place: what is tested here is never that a disk keeps what it was given. */
const PLACE = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

/** Counts anew, after rows were written by hand. */
export function countAnew(db: Database): void {
  db.run(recount);
}

/** Throws when a queue has another head than the first job of its line. */
function checkHeads(db: Database): void {
  const wrong = db.query<{ name: string }, []>(
    `SELECT name FROM queues WHERE head_seq IS NOT
       (SELECT seq FROM jobs WHERE queue = name AND state = 'pending' ORDER BY priority DESC, seq LIMIT 1)`,
  );
  const names = wrong.all().map(({ name }) => name);
  if (names.length > 0) throw new Error(`these queues have another head than they say: ${names.join(", ")}`);
}

/** The SQLite store as the contract suite wants it. */
export const sqliteHarness: Harness = {
  async create() {
    const directory = mkdtempSync(join(PLACE, "queuectl-"));
    const path = join(directory, "queue.db");
    return {
      open: () => openSqliteStore(path, { access: "write" }),
      async recount() {
        const db = new Database(path, { readonly: true });
        const rows = db.query<{ queue: string; state: string; jobs: number }, []>(
          "SELECT queue, state, count(*) AS jobs FROM jobs GROUP BY queue, state",
        );
        const counts: Record<string, Record<string, number>> = {};
        for (const { queue, state, jobs } of rows.all()) counts[queue] = { ...counts[queue], [state]: jobs };
        checkHeads(db);
        db.close();
        return counts;
      },
      async remove() {
        rmSync(directory, { recursive: true });
      },
    };
  },
};
