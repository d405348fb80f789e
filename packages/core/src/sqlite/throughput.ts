import type { Outcome } from "../domain/outcome.ts";
import type { Connection } from "./connection.ts";
import { resultOf } from "./settle.ts";
import dropTallies from "./sql/drop-tallies.sql" with { type: "text" };
import hasTally from "./sql/has-tally.sql" with { type: "text" };
import tallies from "./sql/tallies.sql" with { type: "text" };
import tally from "./sql/tally.sql" with { type: "text" };

const BUCKET_MS = 10_000;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** How many attempts ended in one turn, written once at its end. */
export class Tallies {
  readonly #counts = new Map<string, number>();

  add(outcome: Outcome): void {
    const result = resultOf(outcome);
    this.#counts.set(result, (this.#counts.get(result) ?? 0) + 1);
  }

  apply(connection: Connection, now: number): void {
    if (this.#counts.size === 0) return;
    const bucket = bucketOf(now);
    if (connection.get(hasTally, { bucket }) === null) connection.run(dropTallies, { before: bucketOf(now - DAY_MS) });
    for (const [result, count] of this.#counts) connection.run(tally, { bucket, result, count });
  }
}

/** The attempts of the last minute, to within ten seconds. */
export function lastMinute(connection: Connection, now: number): { completed: number; failed: number } {
  const since = bucketOf(now - MINUTE_MS) + BUCKET_MS;
  const rows = connection.all<{ result: string; attempts: number }>(tallies, { since });
  const counts = new Map(rows.map(({ result, attempts }) => [result, attempts]));
  const of = (result: string) => counts.get(result) ?? 0;
  return { completed: of("completed"), failed: of("failed") + of("lost") };
}

function bucketOf(at: number): number {
  return Math.floor(at / BUCKET_MS) * BUCKET_MS;
}
