import { afterEach, beforeEach, expect, spyOn, test } from "bun:test";
import { openConnection } from "../opening/open.ts";
import { scratchDatabase } from "../scratch.ts";
import type { Connection } from "./connection.ts";
import type { Sums } from "./sums.ts";

let connection: Connection;
let commits: number;

beforeEach(async () => {
  connection = await openConnection(scratchDatabase(), { access: "write" });
  commits = 0;
  const prepared = connection.prepared.bind(connection);
  connection.prepared = (sql) => {
    if (sql === "COMMIT") commits++;
    return prepared(sql);
  };
});

afterEach(() => connection.close());

const add = (name: string) => () => connection.run("INSERT INTO queues (name) VALUES ($name)", { name });
const names = () => connection.read(() => connection.all<{ name: string }>("SELECT name FROM queues ORDER BY name"));

test("writes that wait together share one commit", async () => {
  await Promise.all(["a", "b", "c", "d"].map((name) => connection.write("soon", add(name))));

  expect(commits).toBe(1);
  expect(await names()).toHaveLength(4);
});

test("one that throws is undone alone, and told what it threw", async () => {
  const bad = () => {
    add("half")();
    throw new Error("no");
  };

  const results = await Promise.allSettled([add("a"), bad, add("b")].map((body) => connection.write("soon", body)));

  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(results[1]).toMatchObject({ reason: { message: "no" } });
  expect(commits).toBe(1);
  expect(await names()).toEqual([{ name: "a" }, { name: "b" }]);
});

test("what several add to a sum is written once, and without what one adds that throws", async () => {
  const written: number[] = [];
  class Total {
    #added = 0;
    add(some: number) {
      this.#added += some;
    }
    apply() {
      written.push(this.#added);
    }
  }
  const adding = (some: number) => (_: unknown, sums: Sums) => sums.of(Total).add(some);
  const bad = (_: unknown, sums: Sums) => {
    sums.of(Total).add(100);
    throw new Error("no");
  };

  await Promise.allSettled([adding(1), bad, adding(2)].map((body) => connection.write("soon", body)));
  await connection.write("soon", adding(4));

  expect(written).toEqual([3, 4]);
});

test("a sum that is refused fails the one whose share it is, alone", async () => {
  class Most {
    #added = 0;
    add(some: number) {
      this.#added += some;
    }
    apply() {
      if (this.#added > 10) throw new Error("too much");
    }
  }
  const bodies = [1, 20, 2].map((some) => (_: unknown, sums: Sums) => {
    sums.of(Most).add(some);
    add(`name${some}`)();
  });

  const results = await Promise.allSettled(bodies.map((body) => connection.write("soon", body)));

  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(results[1]).toMatchObject({ reason: { message: "too much" } });
  expect(await names()).toEqual([{ name: "name1" }, { name: "name2" }]);
});

test("when SQLite itself has undone all of it, the others are stored even so", async () => {
  let full = true;
  const unlucky = () => {
    // As it does when the disk is full.
    if (full) connection.db.run("ROLLBACK");
    full = false;
    throw Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL" });
  };

  const results = await Promise.allSettled([add("a"), unlucky, add("b")].map((body) => connection.write("soon", body)));

  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(results[1]).toMatchObject({ reason: { code: "store-unavailable" } });
  expect(await names()).toEqual([{ name: "a" }, { name: "b" }]);
});

test("one that comes while another commits has a commit of its own, and an order", async () => {
  const first = connection.write("soon", add("a"));
  await first;
  await connection.write("soon", add("b"));

  expect(commits).toBe(2);
});

test.each([0, 1, 2, 3, 4, 5, 6])(
  "one that is asked for %i breaths after another was carried out is not forgotten",
  async (breaths) => {
    await new Promise<void>((answered) => {
      void connection.write("never", () => queueMicrotask(answered));
    });
    for (let breath = 0; breath < breaths; breath += 1) await null;
    await connection.write("never", add("a"));

    expect(await names()).toHaveLength(1);
  },
);

test("who writes alone leaves hardly a gap, and one after each write once there are others", async () => {
  const sleep = spyOn(Bun, "sleep");
  const writes = async (prefix: string) => {
    sleep.mockClear();
    for (let i = 0; i < 20; i++) await connection.write("never", add(`${prefix}${i}`));
    return sleep.mock.calls.length;
  };
  await writes("first");
  const alone = await writes("alone");

  const other = await openConnection(connection.files.database, { access: "write" });
  await other.write("never", () => other.run("INSERT INTO queues (name) VALUES ('theirs')"));
  await other.close();
  const together = await writes("together");
  sleep.mockRestore();

  expect(alone).toBeLessThan(5);
  expect(together).toBeGreaterThan(10);
});
