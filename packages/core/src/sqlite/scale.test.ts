import { Database } from "bun:sqlite";
import { beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { readFileSync } from "node:fs";
import { DONE, LIMITS, piece, RUNNER, runner, settlement } from "../contract/scene/steps.ts";
import { JOB_STATES } from "../domain/state.ts";
import type { Claim, JobStore, QueueSelection, Turn } from "../store/index.ts";
import claim from "./claiming/sql/claim.sql" with { type: "text" };
import due from "./claiming/sql/due.sql" with { type: "text" };
import nextPending from "./claiming/sql/next-pending.sql" with { type: "text" };
import nextRetry from "./claiming/sql/next-retry.sql" with { type: "text" };
import countPending from "./counting/sql/count-pending.sql" with { type: "text" };
import { countAnew } from "./harness.ts";
import { openSqliteStore } from "./index.ts";
import listPrefix from "./jobs/sql/list-prefix.sql" with { type: "text" };
import listState from "./jobs/sql/list-state.sql" with { type: "text" };
import oldOutput from "./operating/sql/old-output.sql" with { type: "text" };
import someFinished from "./operating/sql/some-finished.sql" with { type: "text" };
import someFinishedIn from "./operating/sql/some-finished-in.sql" with { type: "text" };
import busyQueues from "./reading/sql/busy-queues.sql" with { type: "text" };
import oldestDue from "./reading/sql/oldest-due.sql" with { type: "text" };
import outputFrom from "./reading/sql/output-from.sql" with { type: "text" };
import queues from "./reading/sql/queues.sql" with { type: "text" };
import waiting from "./runners/sql/waiting.sql" with { type: "text" };
import waitingBeside from "./runners/sql/waiting-beside.sql" with { type: "text" };
import { scratchDatabase } from "./scratch.ts";
import settle from "./settling/sql/settle.sql" with { type: "text" };
import trimOutput from "./settling/sql/trim-output.sql" with { type: "text" };

/**
 * What a plan's text says is not what it costs, and time depends on the machine. So the pages are counted that a verb reads
 * with a cold cache: a few for a search however large the tables are, thousands for a scan.
 */
const path = scratchDatabase();
const NOW = 1_000_000_000;
const PER_STATE = 50_000;
const PAGES = 120;
/** As many hold one pending job each, and as many more one that is completed. */
const QUEUES = 20_000;

setDefaultTimeout(60_000);

beforeAll(async () => {
  const store = await openSqliteStore(path, { access: "write" });
  await store.enqueue(
    [
      { id: "first", command: "true" },
      { command: "true", queue: "mail" },
    ],
    NOW,
  );
  await store.close();
  fill();
  const again = await openSqliteStore(path, { access: "write" });
  const rare = { command: "true", queue: "rare", runAt: NOW + 1e9 };
  await again.enqueue([{ ...rare, id: "rare1" }, rare], NOW);
  await again.close();
});

/** Rows as the store itself would write them, by the hundred thousand. */
function fill(): void {
  const db = new Database(path);
  db.run("PRAGMA synchronous = OFF");
  for (const state of ["scheduled", "pending", "failed", "completed", "dead"]) {
    const runAt = state === "pending" || state === "completed" || state === "dead" ? NOW : NOW + 86_400_000;
    const finishedAt = state === "completed" || state === "dead" ? "$now + value" : "NULL";
    db.prepare(
      `INSERT INTO jobs (id, enqueue_nonce, queue, command, state, priority, max_retries, backoff_base, run_at,
                         created_at, updated_at, finished_at)
       SELECT $state || value, 'n', CASE value % 3 WHEN 0 THEN 'mail' ELSE 'default' END, '"true"', $state, value % 7, 3, 2,
              $runAt + value, $now, $now, ${finishedAt}
         FROM generate_series(1, $count)`.replace("generate_series(1, $count)", series("$count")),
    ).run({ $state: state, $runAt: runAt, $now: NOW, $count: PER_STATE } as never);
  }
  for (const [state, finishedAt] of [
    ["pending", null],
    ["completed", NOW],
  ]) {
    db.prepare(
      `INSERT INTO jobs (id, enqueue_nonce, queue, command, state, priority, max_retries, backoff_base, run_at,
                         created_at, updated_at, finished_at)
       SELECT 'many' || $state || value, 'n', $state || value, '"true"', $state, -1, 3, 2, $now, $now, $now, $finishedAt
         FROM ${series("$count")}`,
    ).run({ $state: state, $finishedAt: finishedAt, $now: NOW, $count: QUEUES } as never);
  }
  db.run(`UPDATE jobs SET last_attempt = 1, attempts = 1 WHERE state = 'completed'`);
  db.run(`INSERT INTO attempts (job, number, runner, claimed_at, started_at, finished_at, outcome, exit_code, stdout_bytes, output_kept)
          SELECT seq, 1, 'old', ${NOW}, ${NOW}, finished_at, 'exited', 0, 10, 1 FROM jobs WHERE state = 'completed'`);
  db.run(`INSERT INTO output (job, attempt, stream, offset, at, bytes)
          SELECT seq, 1, 'stdout', 0, 0, x'61626364' FROM jobs WHERE state = 'completed'`);
  countAnew(db);
  db.run("PRAGMA wal_checkpoint(TRUNCATE)");
  db.close();
}

function series(count: string): string {
  return `(WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < ${count}) SELECT value FROM n)`;
}

/** How many pages of the database `verb` reads. SQLite reads them by read(2), which the kernel counts for us. */
async function pagesRead(verb: (store: JobStore) => Promise<unknown>, before?: (store: JobStore) => Promise<unknown>) {
  const store = await openSqliteStore(path, { access: "write" });
  await before?.(store);
  const start = bytesRead();
  await verb(store);
  const pages = (bytesRead() - start) / 4_096;
  await store.close();
  return pages;
}

function bytesRead(): number {
  return Number(/rchar: (\d+)/.exec(readFileSync("/proc/self/io", "utf8"))?.[1]);
}

const turn = (parts: Partial<Turn>): Turn => ({
  runner: RUNNER,
  started: [],
  settled: [],
  released: [],
  capacity: 0,
  ...parts,
});

describe.if(process.platform === "linux")("with a quarter of a million jobs, a few pages are enough", () => {
  const register = (store: JobStore) => store.register(runner(), NOW);

  test("to see a scan: it reads thousands", async () => {
    const db = new Database(path, { readonly: true });
    const start = bytesRead();
    db.query("SELECT count(*) FROM jobs WHERE priority = 99").get();
    expect((bytesRead() - start) / 4_096).toBeGreaterThan(10 * PAGES);
    db.close();
  });

  test("to claim, though as many are scheduled, failed and finished", async () => {
    const pages = await pagesRead(async (store) => {
      const { claimed } = await store.turn(turn({ capacity: 8 }), NOW);
      expect(claimed).toHaveLength(8);
      expect(new Set(claimed.map(({ job }) => job.queue)).size).toBe(2);
      await store.turn(turn({ released: claimed.map(({ lease }) => lease) }), NOW);
      await store.deregister(RUNNER);
    }, register);
    expect(pages).toBeLessThan(PAGES);
  });

  test.each<[string, QueueSelection]>([
    ["all", { queues: null }],
    ["a few", { queues: ["pending7", "pending8", "pending9", "nowhere"] }],
    ["all but a few", { queues: null, excludedQueues: ["default", "mail", "pending1"] }],
  ])("to claim across 20,000 queues: %s", async (_, selection) => {
    const pages = await pagesRead(
      async (store) => {
        const { claimed } = await store.turn(turn({ capacity: 3 }), NOW);
        expect(claimed).toHaveLength(3);
        await store.turn(turn({ released: claimed.map(({ lease }) => lease) }), NOW);
        await store.deregister(RUNNER);
      },
      (store) => store.register(runner(RUNNER, selection), NOW),
    );
    expect(pages).toBeLessThan(PAGES);
  });

  test("to settle, with output", async () => {
    let claim: Claim;
    const pages = await pagesRead(
      async (store) => {
        await store.ship(claim.lease, [piece("out"), piece("more", 3)], LIMITS);
        await store.turn(turn({ settled: [settlement({ now: NOW }, claim, DONE, [piece("x", 7)])] }), NOW);
        await store.deregister(RUNNER);
      },
      async (store) => {
        await register(store);
        [claim] = (await store.turn(turn({ capacity: 1 }), NOW)).claimed as [Claim];
      },
    );
    expect(pages).toBeLessThan(PAGES);
  });

  test("to look whether anything is to be done", async () => {
    const pages = await pagesRead(async (store) => {
      await store.turn(turn({}), NOW);
      await store.deregister(RUNNER);
    }, register);
    expect(pages).toBeLessThan(PAGES);
  });

  test.each<[string, (store: JobStore) => Promise<unknown>]>([
    ["enqueue", (store) => store.enqueue([{ command: "true" }], NOW)],
    ["tell the status", (store) => store.status(NOW)],
    ["tell of a page of queues", (store) => store.queues({ after: "pending5", limit: 20 })],
    ["tell which queues wait", (store) => store.waitingQueues({ queues: null, excludedQueues: ["mail"] }, 10)],
    ["tell of one queue", (store) => store.queue("pending777")],
    ["delete a queue's last job", (store) => store.delete("manycompleted77", NOW)],
    ["tell the totals", (store) => store.totals()],
    ["tell the history", (store) => store.history(0, 60_000)],
    [
      "beat, with a snapshot",
      async (store) => {
        await store.register(runner("beating"), NOW);
        await store.heartbeat("beating", NOW);
        await store.deregister("beating");
      },
    ],
    ["find a job", (store) => store.job("dead777")],
    ["find what an attempt wrote", (store) => store.output("completed5", { attempt: 1, limit: 10 })],
    ["cancel a job", (store) => store.cancel("failed9", NOW)],
    ["retry a job", (store) => store.retry("dead9", ["dead"], NOW)],
    ["delete a job", (store) => store.delete("completed9", NOW)],
    ["find nothing to prune", (store) => store.prune({ states: ["completed", "dead"], finishedBefore: NOW }, NOW)],
    ["find no output to prune", (store) => store.pruneOutput(NOW)],
    ["list", (store) => store.jobs({ limit: 10 })],
    ["list the newest", (store) => store.jobs({ limit: 10, reverse: true })],
    ["list behind a job", (store) => store.jobs({ limit: 10, after: "pending777" })],
    ["list behind a cursor", (store) => store.jobs({ limit: 10, after: "@1777", states: ["completed"] })],
    ["list a rare queue", (store) => store.jobs({ limit: 1, queue: "rare" })],
    ["list a rare queue of a common state", (store) => store.jobs({ limit: 1, queue: "rare", states: ["scheduled"] })],
    ["list a rare state", (store) => store.jobs({ limit: 1, states: ["cancelled", "processing"] })],
    ["list a queue", (store) => store.jobs({ limit: 10, queue: "mail" })],
    ["list several states", (store) => store.jobs({ limit: 10, states: JOB_STATES })],
    ["list by a common prefix", (store) => store.jobsByPrefix("pending", { limit: 10 })],
    ["list by a prefix behind an id", (store) => store.jobsByPrefix("dead", { limit: 10, after: "dead4" })],
    ["list by a prefix that nobody has", (store) => store.jobsByPrefix("nobody", { limit: 10 })],
    [
      "read output from a byte on",
      (store) => store.outputFrom("completed5", { attempt: 1, stream: "stdout", from: 2, limit: 10 }),
    ],
    ["count for a bulk change", (store) => store.bulk({ action: "cancel", dryRun: true }, NOW)],
    ["find nothing for a bulk change", (store) => store.bulk({ action: "cancel", queue: "nowhere" }, NOW)],
    ["change a few in bulk", (store) => store.bulk({ action: "cancel", queue: "rare" }, NOW)],
    ["pause a queue", (store) => store.setPaused("mail", true, NOW)],
    ["enqueue with a key", (store) => store.enqueue([{ command: "true" }], NOW, { key: "k", fingerprint: "f" })],
    ["list what is processing", (store) => store.jobs({ limit: 5, states: ["processing"] })],
    ["list what is processing of a queue", (store) => store.jobs({ limit: 5, queue: "mail", states: ["processing"] })],
    [
      "list the newest of a queue and state",
      (store) => store.jobs({ limit: 5, queue: "mail", states: ["dead"], reverse: true }),
    ],
  ])("to %s", async (_, verb) => {
    expect(await pagesRead(verb)).toBeLessThan(PAGES);
  });
});

test.each([
  ["claim", claim, "USING INTEGER PRIMARY KEY"],
  ["next-pending", nextPending, "jobs_pending (queue=?)"],
  ["waiting", waiting, "INDEX queues_waiting"],
  ["waiting-beside", waitingBeside, "INDEX queues_waiting"],
  ["busy-queues", busyQueues, "USING INDEX queues_busy"],
  ["queues", queues, "PRIMARY KEY (name>?)"],
  ["count-pending", countPending, "jobs_pending (queue=?)"],
  ["due", due, "jobs_due (state=? AND run_at<?)"],
  ["next-retry", nextRetry, "jobs_due (state=?)"],
  ["oldest-due", oldestDue, "USING INDEX jobs_waiting"],
  ["list-state", listState, "jobs_by_state (state=? AND seq>?)"],
  ["settle", settle, "USING INTEGER PRIMARY KEY"],
  ["trim-output", trimOutput, "output_by_offset (job=? AND attempt=? AND stream=? AND offset>? AND offset<?)"],
  ["list-prefix", listPrefix, "(id>? AND id<?)"],
  ["output-from", outputFrom, "output_by_offset (job=? AND attempt=? AND stream=? AND offset>?)"],
  ["some-finished", someFinished, "jobs_finished (state=? AND finished_at<?)"],
  ["some-finished-in", someFinishedIn, "jobs_by_queue (queue=? AND state=? AND seq>?)"],
  ["old-output", oldOutput, "attempts_with_output (finished_at<?)"],
])("the plan of %s is a search that needs no sorting", (name, sql, expected) => {
  const db = new Database(path, { readonly: true });
  const plan = db.prepare<{ detail: string }, []>(`EXPLAIN QUERY PLAN ${sql}`).all();
  const text = plan.map(({ detail }) => detail).join("\n");
  db.close();
  expect(text).toContain(expected);
  // The union of two searches that end at the limit is small.
  if (name !== "due") expect(text).not.toContain("TEMP B-TREE");
});
