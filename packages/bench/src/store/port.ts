/**
 * Claims and settles through the port, without executing anything. Arguments: an empty folder, how many jobs, how many a turn
 * settles and claims, how many turns are under way at once. Prints jobs a second.
 */
import { join } from "node:path";
import type { Settlement } from "@queuectl/core";
import { openSqliteStore } from "@queuectl/core/sqlite";

const [folder = "", ...counts] = process.argv.slice(2);
const [jobs = 0, batch = 1, callers = 1] = counts.map(Number);
const RUNNER = "bench";
const LIMITS = { headBytes: 1_048_576, tailBytes: 4_194_304 };

const store = await openSqliteStore(join(folder, "queue.db"), { access: "write" });
await store.enqueueMany(waiting(), Date.now());
await store.register({ id: RUNNER, workers: callers, queues: null, version: "bench" }, Date.now());

let done = 0;
const begin = performance.now();
await Promise.all(Array.from({ length: callers }, caller));
const rate = done / ((performance.now() - begin) / 1_000);
await store.close();
await Bun.write(Bun.stdout, `${rate}\n`);

/** Settles what it claimed last and claims as many, in one turn, again and again. */
async function caller(): Promise<void> {
  let settled: Settlement[] = [];
  for (;;) {
    const turn = { runner: RUNNER, started: [], settled, released: [], capacity: batch };
    const { claimed } = await store.turn(turn, Date.now());
    done += settled.length;
    if (claimed.length === 0) return;
    settled = claimed.map(({ lease }) => ({
      lease,
      outcome: { kind: "exited", exitCode: 0 },
      verdict: { state: "completed" },
      finishedAt: Date.now(),
      output: [],
      limits: LIMITS,
    }));
  }
}

function* waiting() {
  for (let job = 0; job < jobs; job++) yield { command: "true" };
}
