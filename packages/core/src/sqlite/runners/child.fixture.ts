/** A process of its own for processes.test.ts: `bun child.fixture.ts DATABASE NAME DEED`. */
import { DONE, runner, settlement } from "../../contract/scene/steps.ts";
import type { JobStore } from "../../store/index.ts";
import { openSqliteStore } from "../index.ts";

const [path = "", name = "", deed = ""] = process.argv.slice(2);

const DEEDS: Record<string, (store: JobStore) => Promise<void>> = {
  async "enqueue-one"(store) {
    await store.enqueue([{ id: name, command: "true" }], Date.now());
  },
  async "enqueue-many"(store) {
    for (let i = 0; i < 100; i++) await store.enqueue([{ id: `${name}-${i}`, command: "true" }], Date.now());
  },
  /** Executes nothing, but claims and settles until all 200 jobs are done. */
  async work(store) {
    await store.register(runner(name), Date.now());
    const settled: ReturnType<typeof settlement>[] = [];
    for (;;) {
      const now = Date.now();
      const results = settled.splice(0);
      const { claimed } = await store.turn(
        { runner: name, started: [], settled: results, released: [], capacity: 3 },
        now,
      );
      settled.push(...claimed.map((claim) => settlement({ now }, claim, DONE)));
      if (settled.length === 0 && (await store.status(now)).jobs.completed >= 200) break;
    }
    await store.deregister(name);
  },
  /** Holds a job until it is killed. */
  async hold(store) {
    await store.register(runner(name), Date.now());
    await store.turn({ runner: name, started: [], settled: [], released: [], capacity: 1 }, Date.now());
    process.stdout.write("holding\n");
    await new Promise(() => setInterval(() => {}, 60_000));
  },
};

const store = await openSqliteStore(path, { access: "write" });
await DEEDS[deed]?.(store);
await store.close();
