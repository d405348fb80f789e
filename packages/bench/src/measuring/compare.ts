import type { Context } from "./benchmark.ts";
import type { Candidate } from "./candidate.ts";
import { type FigureOf, judged, type Rounds } from "./judge.ts";
import type { Missing, Row } from "./row.ts";

/** What each round measures: every figure becomes a row. */
export interface Comparison<Figure extends string> {
  readonly candidates: readonly Candidate<Figure>[];
  readonly figures: Readonly<Record<Figure, FigureOf>>;
}

/**
 * Measures the candidates in turns, so that whatever else the machine does falls on all of them, and yields a row for each
 * figure. A peer that fails is named as missing with the reason; rejects when ours or the limit fails.
 */
export async function* compare<Figure extends string>(
  context: Context,
  { candidates, figures }: Comparison<Figure>,
): AsyncGenerator<Row> {
  const { present, missing } = await assemble(candidates);
  const measured = await inTurns(context, present, missing);
  for (const figure of Object.keys(figures) as Figure[]) yield judged(figure, figures[figure], measured, missing);
}

async function assemble<Figure extends string>(candidates: readonly Candidate<Figure>[]) {
  const present: Candidate<Figure>[] = [];
  const missing: Missing[] = [];
  for (const candidate of candidates) {
    if (candidate.role === "limit" && present.some(({ role }) => role === "limit")) continue;
    const lacks = (await candidate.lacks?.()) ?? null;
    if (lacks === null) present.push(candidate);
    else missing.push({ name: candidate.name, lacks });
  }
  return { present, missing };
}

async function inTurns<Figure extends string>(
  { rounds, signal, say }: Context,
  present: readonly Candidate<Figure>[],
  missing: Missing[],
): Promise<Rounds<Figure>[]> {
  const measured = new Map(present.map((candidate) => [candidate, [] as Partial<Record<Figure, number>>[]]));
  const attempt = async (candidate: Candidate<Figure>, act: () => Promise<void>) => {
    signal.throwIfAborted();
    try {
      await act();
    } catch (error) {
      signal.throwIfAborted();
      if (candidate.role !== "peer") throw error;
      measured.delete(candidate);
      missing.push({ name: candidate.name, lacks: `it failed: ${(error as Error).message}` });
      await candidate.end?.();
    }
  };
  try {
    for (const candidate of present) await attempt(candidate, async () => await candidate.prepare?.());
    for (let round = 0; round < rounds; round++) {
      // There and back again: nobody always comes first, after the same one.
      const order = round % 2 === 0 ? [...measured] : [...measured].reverse();
      for (const [candidate, results] of order) {
        await attempt(candidate, async () => {
          results.push(await candidate.measure());
        });
      }
      say(`round ${round + 1} of ${rounds}`);
    }
  } finally {
    for (const candidate of measured.keys()) await candidate.end?.();
  }
  return [...measured].map(([candidate, results]) => ({ candidate, rounds: results }));
}
