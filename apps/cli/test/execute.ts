import { Database } from "bun:sqlite";
import type { Job, Outcome, OutputPiece, OutputStream, Verdict } from "@queuectl/core";
import { openSqliteStore } from "@queuectl/core/sqlite";
import type { Home } from "./program.ts";

/** How a job is to end, and what it is to have written before. Without a verdict, it stays `processing`. */
export interface Ending {
  readonly outcome: Outcome;
  readonly verdict: Verdict;
  readonly output?: readonly { stream: OutputStream; text: string | Uint8Array; offset?: number }[];
}

export const COMPLETED: Ending = { outcome: { kind: "exited", exitCode: 0 }, verdict: { state: "completed" } };
export const DEAD: Ending = {
  outcome: { kind: "exited", exitCode: 7 },
  verdict: { state: "dead", reason: "exit code 7, after 1 execution", crashes: 0 },
};

const LIMITS = { headBytes: 1_000_000, tailBytes: 1_000_000 };

/**
 * Stands in for a runner: claims everything that is pending in a home's store, and lets it end as told, without executing it. Where
 * something stays `processing`, the runner is dead afterwards.
 */
export async function execute(home: Home, ending: (job: Job) => Ending | null): Promise<void> {
  const path = `${home.path}/.queuectl/queue.db`;
  const store = await openSqliteStore(path, { access: "write" });
  const runner = `test-${Bun.randomUUIDv7()}`;
  const now = Date.now();
  try {
    await store.register({ id: runner, workers: 1, queues: null, version: "0.0.0" }, now);
    const idle = { runner, started: [], settled: [], released: [] };
    const { claimed } = await store.turn({ ...idle, capacity: 100 }, now);
    const started = claimed.map(({ lease }) => ({ lease, worker: 1, pid: 999_999, processStart: null, at: now }));
    await store.turn({ ...idle, started, capacity: 0 }, now);
    const settled = claimed.flatMap(({ job, lease }) => {
      const end = ending(job);
      return end === null ? [] : [{ ...end, lease, finishedAt: now + 5, output: pieces(end, now), limits: LIMITS }];
    });
    await store.turn({ ...idle, settled, capacity: 0 }, now);
    if (settled.length === claimed.length) await store.deregister(runner);
    else {
      // This process lives on, and nobody whose process lives counts as dead.
      using db = new Database(path, { readwrite: true });
      db.run("UPDATE runners SET process_start = 'another' WHERE id = ?", [runner]);
    }
  } finally {
    await store.close();
  }
}

function pieces({ output = [] }: Ending, at: number): OutputPiece[] {
  const offsets = { stdout: 0, stderr: 0 };
  return output.map(({ stream, text, offset = offsets[stream] }) => {
    const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
    offsets[stream] = offset + bytes.length;
    return { stream, offset, at, bytes };
  });
}
