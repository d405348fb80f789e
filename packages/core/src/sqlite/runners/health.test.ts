import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { openSqliteStore } from "../index.ts";
import { scratchDatabase } from "../scratch.ts";

/** A store, and another connection that holds its write lock. */
async function locked(act: (health: () => Promise<unknown>, other: Database) => Promise<void>): Promise<void> {
  const path = scratchDatabase();
  const store = await openSqliteStore(path, { access: "write" });
  const other = new Database(path, { create: false, readwrite: true, strict: true });
  other.run("BEGIN IMMEDIATE");
  try {
    const health = async () => (await store.health()).checks.find(({ name }) => name === "unlocked")?.ok;
    await act(health, other);
  } finally {
    other.close();
    await store.close();
  }
}

test("a lock that is never free when it is asked for is let go of by whoever commits", () =>
  locked(async (health, other) => {
    const asked = health();
    // The next transaction begins in the same breath: between the two nobody gets a look.
    const commits = setInterval(() => {
      other.run("INSERT OR REPLACE INTO config (key, value, updated_at) VALUES ('beat', '1', 0)");
      other.run("COMMIT");
      other.run("BEGIN IMMEDIATE");
    }, 10);
    const free = await asked.finally(() => clearInterval(commits));
    expect(free).toBe(true);
  }));

test("a lock that nobody lets go of is told", () =>
  locked(async (health) => {
    expect(await health()).toBe(false);
  }));
