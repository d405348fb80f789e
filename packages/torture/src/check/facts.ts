import { Database } from "bun:sqlite";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Evidence } from "../scene/inspect.ts";
import { parsed } from "../scene/running.ts";

const STATES = ["scheduled", "pending", "processing", "failed", "completed", "dead", "cancelled"];

export interface JobRow {
  readonly seq: number;
  readonly id: string;
  readonly queue: string;
  readonly state: string;
}

export interface AttemptRow {
  readonly id: string;
  readonly job: number;
  readonly number: number;
  readonly pid: number | null;
  readonly outcome: string | null;
  readonly exit_code: number | null;
}

export interface LedgerLine {
  readonly id: string;
  readonly attempt: number;
  readonly nonce: string;
  readonly what: "start" | "term" | "end" | "overlap";
}

/** A result that a runner said it had recorded. */
export interface Recorded {
  readonly id: string;
  readonly attempt: number;
  readonly outcome: { readonly kind: string; readonly exit_code?: number };
}

/** All that is known, from the file itself, from the ledger, and from what the runners said. */
export interface Facts extends Evidence {
  readonly jobs: readonly JobRow[];
  readonly attempts: readonly AttemptRow[];
  readonly counters: readonly { readonly queue: string; readonly state: string; readonly jobs: number }[];
  /** What SQLite itself has to say against the file. */
  readonly damage: readonly string[];
  /** By `job.attempt.stream`, as it is stored. */
  readonly output: ReadonlyMap<string, string>;
  readonly history: readonly LedgerLine[];
  readonly recorded: readonly Recorded[];
}

export function readFacts(evidence: Evidence): Facts {
  const copied = mkdtempSync(join(tmpdir(), "queuectl-check-"));
  try {
    return {
      ...evidence,
      ...readCopy(evidence, copied),
      history: readLedger(evidence),
      recorded: readEvents(evidence),
    };
  } finally {
    rmSync(copied, { recursive: true });
  }
}

/** A copy, so that what the program finds afterwards is what the fault left, and not what this reader made of it. */
function readCopy({ database }: Evidence, directory: string) {
  const path = join(directory, "copy.db");
  for (const suffix of ["", "-wal", "-journal"]) {
    if (existsSync(database + suffix)) copyFileSync(database + suffix, path + suffix);
  }
  const db = new Database(path, { readwrite: true, create: false });
  const all = <Row>(sql: string) => db.query(sql).all() as Row[];
  const damage = [
    ...all<{ integrity_check: string }>("PRAGMA integrity_check").map((row) => row.integrity_check),
    ...all<object>("PRAGMA foreign_key_check").map((row) => `foreign key: ${JSON.stringify(row)}`),
  ].filter((said) => said !== "ok");
  const made = all("SELECT 1 FROM sqlite_schema WHERE name = 'jobs'").length > 0;
  const chunks = made
    ? all<Chunk>("SELECT job, attempt, stream, bytes FROM output ORDER BY job, attempt, stream, offset")
    : [];
  return {
    damage,
    jobs: made ? all<JobRow>("SELECT seq, id, queue, state FROM jobs ORDER BY seq") : [],
    attempts: made
      ? all<AttemptRow>(
          "SELECT j.id, a.job, a.number, a.pid, a.outcome, a.exit_code FROM attempts a JOIN jobs j ON j.seq = a.job",
        )
      : [],
    counters: made ? STATES.flatMap((state) => all<Facts["counters"][number]>(countersOf(state))) : [],
    output: joined(chunks),
  };
}

function countersOf(state: string): string {
  return `SELECT name AS queue, '${state}' AS state, ${state} AS jobs FROM queues WHERE ${state} > 0`;
}

interface Chunk {
  readonly job: number;
  readonly attempt: number;
  readonly stream: string;
  readonly bytes: Uint8Array;
}

function joined(chunks: readonly Chunk[]): Map<string, string> {
  const output = new Map<string, string>();
  for (const { job, attempt, stream, bytes } of chunks) {
    const key = `${job}.${attempt}.${stream}`;
    output.set(key, (output.get(key) ?? "") + Buffer.from(bytes).toString("latin1"));
  }
  return output;
}

function readLedger({ ledger }: Evidence): LedgerLine[] {
  return linesOf(ledger ?? "").map((line) => {
    const [id = "", attempt, nonce = "", what] = line.split(" ");
    return { id, attempt: Number(attempt), nonce, what: what as LedgerLine["what"] };
  });
}

function readEvents({ events }: Evidence): Recorded[] {
  const heard = events.flatMap(linesOf).flatMap(parsed);
  return heard.filter(({ event }) => event === "job-settled") as unknown as Recorded[];
}

function linesOf(path: string): string[] {
  return existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : [];
}
