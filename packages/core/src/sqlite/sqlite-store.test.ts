import { Database } from "bun:sqlite";
import { setDefaultTimeout } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeContract, type World } from "../contract/index.ts";
import { openSqliteStore } from "./index.ts";

// Every commit waits for the disk, which others may be using.
setDefaultTimeout(60_000);

describeContract("SQLite", {
  async create(): Promise<World> {
    const directory = mkdtempSync(join(tmpdir(), "queuectl-"));
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
        db.close();
        return counts;
      },
      async remove() {
        rmSync(directory, { recursive: true });
      },
    };
  },
});
