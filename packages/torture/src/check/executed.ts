import type { Violation } from "../scene/invariants.ts";
import type { AttemptRow, Facts, LedgerLine } from "./facts.ts";

/** What the ledger tells of the executions, held against what is recorded of them. */
export function* checkExecuted(facts: Facts): Generator<Violation> {
  yield* checkOrder(facts.history);
  yield* checkResults(facts);
}

/** The lines of a file that everybody appends to stand in the order of what happened. */
function* checkOrder(history: readonly LedgerLine[]): Generator<Violation> {
  const latest = new Map<string, number>();
  for (const { id, attempt, what } of history) {
    const last = latest.get(id) ?? 0;
    if (what === "overlap")
      yield { invariant: "overlap", detail: `${id}: something of before lives in attempt ${attempt}` };
    if (attempt < last) yield { invariant: "overlap", detail: `${id}: attempt ${attempt} works on in attempt ${last}` };
    latest.set(id, Math.max(last, attempt));
  }
}

function* checkResults({ attempts, history, recorded, ledger }: Facts): Generator<Violation> {
  const rows = new Map(attempts.map((row) => [keyOf(row.id, row.number), row]));
  const ended = new Set<string>();
  const started = new Map<string, string>();
  for (const { id, attempt, nonce, what } of history) {
    const key = keyOf(id, attempt);
    if (what === "end") ended.add(key);
    if (what !== "start") continue;
    const before = started.get(key);
    if (before !== undefined) yield bad(key, before === nonce ? "executed twice" : "executed under two leases");
    started.set(key, nonce);
    if (!rows.has(key)) yield bad(key, "executed, and nothing is recorded of it");
  }
  const successes = new Set<string>();
  for (const row of attempts) {
    if (!succeeded(row)) continue;
    const key = keyOf(row.id, row.number);
    if (ledger !== null && !ended.has(key)) yield bad(key, "recorded as completed, and never came to its end");
    if (successes.has(row.id)) yield bad(key, "completed a second time");
    successes.add(row.id);
  }
  const said = new Set<string>();
  for (const { id, attempt, outcome } of recorded) {
    const key = keyOf(id, attempt);
    if (said.has(key)) yield bad(key, "recorded twice");
    said.add(key);
    const row = rows.get(key);
    if (row?.outcome !== outcome.kind) yield bad(key, `said to be ${outcome.kind}, recorded as ${row?.outcome}`);
  }
}

function succeeded({ outcome, exit_code }: AttemptRow): boolean {
  return outcome === "exited" && exit_code === 0;
}

function keyOf(id: string, attempt: number): string {
  return `${id} attempt ${attempt}`;
}

function bad(key: string, what: string): Violation {
  return { invariant: "one-result", detail: `${key}: ${what}` };
}
