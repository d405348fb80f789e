import { Database } from "bun:sqlite";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Outcome, Verdict } from "@queuectl/core";
import { openSqliteStore } from "@queuectl/core/sqlite";

const PLACE = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

/** A directory that the fuzzed program has to itself: its home, where it is called, and some jobs in every state. */
export class FuzzHome implements Disposable {
  readonly path = mkdtempSync(join(PLACE, "queuectl-fuzz-"));
  readonly env: Readonly<Record<string, string>>;
  #reader: Database | null = null;

  private constructor() {
    const { PATH = "" } = process.env;
    this.env = { PATH, HOME: this.path, QUEUECTL_HOME: `${this.path}/home`, TZ: "UTC" };
  }

  static async open(): Promise<FuzzHome> {
    const home = new FuzzHome();
    mkdirSync(join(home.path, "here"));
    mkdirSync(join(home.path, "home"), { mode: 0o700 });
    writeFileSync(join(home.path, "here", "jobs.ndjson"), '{"command":"true"}\n{"command":["true"],"id":"taken"}\n');
    await home.#fill();
    home.#reader = new Database(`${home.path}/home/queue.db`, { readonly: true });
    return home;
  }

  get cwd(): string {
    return join(this.path, "here");
  }

  /** All of the jobs and the config, in short: what a call that was refused must leave as it was. */
  fingerprint(): { readonly jobs: number; readonly all: string } {
    const sql = `SELECT (SELECT count(*) FROM jobs) AS jobs, (SELECT max(seq) FROM jobs) AS seq,
                        (SELECT json_group_array(json_array(queue, state, jobs)) FROM
                          (SELECT queue, state, count(*) AS jobs FROM jobs GROUP BY queue, state)) AS counted,
                        (SELECT group_concat(key || value) FROM config) AS config`;
    const row = this.#reader?.query<{ jobs: number }, []>(sql).get() ?? { jobs: 0 };
    return { jobs: row.jobs, all: JSON.stringify(row) };
  }

  [Symbol.dispose](): void {
    this.#reader?.close();
    rmSync(this.path, { recursive: true, force: true });
  }

  async #fill(): Promise<void> {
    const store = await openSqliteStore(`${this.path}/home/queue.db`, { access: "write" });
    const now = Date.now();
    const idle = { runner: "filler", started: [], settled: [], released: [], capacity: 0 };
    try {
      await store.register({ id: "filler", workers: 1, queues: null, version: "0.0.0" }, now);
      await store.enqueue(
        Object.keys(ENDS).map((id) => ({ id, command: "true" })),
        now,
      );
      const { claimed } = await store.turn({ ...idle, capacity: 9 }, now);
      const output = [
        { stream: "stdout", offset: 0, at: now, bytes: new TextEncoder().encode("out\n\u001b[1m") } as const,
      ];
      const settled = claimed.map(({ lease, job }) => {
        const limits = { headBytes: 1_000, tailBytes: 1_000 };
        return { ...(ENDS[job.id] as End), lease, finishedAt: now, output, limits };
      });
      await store.turn({ ...idle, settled }, now);
      await store.deregister("filler");
      await store.enqueue(
        [
          { id: "taken", command: "true" },
          { id: "later", command: "true", runAt: now + 1e9 },
        ],
        now,
      );
    } finally {
      await store.close();
    }
  }
}

interface End {
  readonly outcome: Outcome;
  readonly verdict: Verdict;
}

const FAILED: Outcome = { kind: "exited", exitCode: 1 };
const ENDS: Readonly<Record<string, End>> = {
  done: { outcome: { kind: "exited", exitCode: 0 }, verdict: { state: "completed" } },
  dead: { outcome: FAILED, verdict: { state: "dead", reason: "exit code 1", crashes: 0 } },
  failed: { outcome: FAILED, verdict: { state: "failed", runAt: 4_000_000_000_000 } },
};
