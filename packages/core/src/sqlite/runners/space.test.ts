import { expect, test } from "bun:test";
import { LIMITS, piece, RUNNER, runner, settlement } from "../../contract/scene/steps.ts";
import { StoreUnavailable } from "../../domain/errors.ts";
import { openConnection } from "../opening/open.ts";
import { scratchDatabase } from "../scratch.ts";
import { SqliteStore } from "../sqlite-store.ts";

async function open() {
  const connection = await openConnection(scratchDatabase(), { access: "write" });
  const pages = () => connection.get<{ page_count: number }>("PRAGMA page_count")?.page_count ?? 0;
  return { connection, store: new SqliteStore(connection), pages };
}

test("a full disk is told in one line, nothing is stored, and the work goes on when there is space again", async () => {
  const { connection, store, pages } = await open();
  const many = Array.from({ length: 2_000 }, (_, i) => ({ id: `job${i}`, command: "true" }));
  connection.db.run(`PRAGMA max_page_count = ${pages() + 5}`);

  await expect(store.enqueue(many, 0)).rejects.toThrow(StoreUnavailable);
  await expect(store.enqueueMany(many, 0)).rejects.toThrow("the disk is full; nothing was stored");
  expect((await store.status(0)).queues).toEqual([]);

  connection.db.run("PRAGMA max_page_count = 1000000");
  expect(await store.enqueueMany(many, 0)).toBe(2_000);
  await store.close();
});

test("what is pruned is given back to the disk", async () => {
  const { store, pages } = await open();
  await store.register(runner(), 0);
  const before = pages();
  await store.enqueue([{ command: "true" }, { command: "true" }], 0);
  const turn = { runner: RUNNER, started: [], settled: [], released: [], capacity: 2 };
  const { claimed } = await store.turn(turn, 0);
  const bytes = new Uint8Array(65_536).fill(120);
  for (const { lease } of claimed) {
    for (let n = 0; n < 16; n++) await store.ship(lease, [{ ...piece("", n * bytes.length), bytes }], LIMITS);
  }
  const settled = claimed.map((claim) => settlement({ now: 0 }, claim, { kind: "exited", exitCode: 0 }));
  await store.turn({ ...turn, settled, capacity: 0 }, 0);
  expect(pages()).toBeGreaterThan(before + 500);

  await store.pruneOutput(1);
  expect(pages()).toBeLessThan(before + 20);

  await store.prune({ states: ["completed"], finishedBefore: 1 }, 0);
  expect((await store.status(0)).jobs.completed).toBe(0);
  await store.close();
});
