import { describe, expect, test } from "bun:test";
import type { Context } from "../src/measuring/benchmark.ts";
import type { Candidate } from "../src/measuring/candidate.ts";
import { compare } from "../src/measuring/compare.ts";
import type { Row } from "../src/measuring/row.ts";
import { atLeast, atMost, type Target } from "../src/measuring/target.ts";

const context: Context = {
  size: "tiny",
  rounds: 3,
  signal: new AbortController().signal,
  folder: "/nowhere",
  program: [],
  say: () => {},
};

/** A candidate with a figure for each round. */
function candidate(role: Candidate["role"], name: string, ...figures: number[]): Candidate<"rate"> {
  return { name, role, measure: async () => ({ rate: figures.shift() ?? Number.NaN }) };
}

async function row(candidates: Candidate<"rate">[], targets: Target[] = [], given = context): Promise<Row> {
  const figures = { rate: { what: "work", unit: "/s", better: "more", targets } } as const;
  const rows = await Array.fromAsync(compare(given, { candidates, figures }));
  return rows[0] as Row;
}

describe("a comparison", () => {
  test("takes the median of ratios within a round, so that what slows a round down falls out", async () => {
    const { results } = await row([candidate("ours", "ours", 90, 9, 91), candidate("limit", "limit", 100, 10, 100)]);

    expect(results.map(({ median, ratio }) => ({ median, ratio }))).toEqual([
      { median: 90, ratio: null },
      { median: 100, ratio: 0.9 },
    ]);
  });

  test("measures in turns, there and back again", async () => {
    const order: string[] = [];
    const noting = (role: Candidate["role"], name: string): Candidate<"rate"> => ({
      name,
      role,
      measure: async () => ({ rate: order.push(name) }),
    });
    await row([noting("ours", "a"), noting("peer", "b"), noting("peer", "c")]);

    expect(order.join("")).toBe("abccbaabc");
  });

  test("holds ours against what a target names", async () => {
    const targets = [
      atLeast(0.9, "limit"),
      atLeast(2, "best peer"),
      atLeast(3, "slow"),
      atMost(50),
      atLeast(1, "nobody"),
    ];
    const { verdicts } = await row(
      [
        candidate("ours", "ours", 95, 95, 95),
        candidate("limit", "limit", 100, 100, 100),
        candidate("peer", "fast", 50, 50, 50),
        candidate("peer", "slow", 10, 10, 10),
      ],
      targets,
    );

    expect(verdicts.map(({ reached, met }) => [reached, met])).toEqual([
      [0.95, true],
      [1.9, false],
      [9.5, true],
      [95, false],
      [null, null],
    ]);
  });

  test("takes the first limit that can run, and names what is missing with how to get it", async () => {
    const absent = { ...candidate("limit", "C", 1), lacks: () => "no compiler" };
    const { results, missing } = await row([
      candidate("ours", "ours", 1, 1, 1),
      absent,
      candidate("limit", "Workers", 2, 2, 2),
      candidate("limit", "not needed", 3, 3, 3),
    ]);

    expect(results.map(({ name }) => name)).toEqual(["ours", "Workers"]);
    expect(missing).toEqual([{ name: "C", lacks: "no compiler" }]);
  });

  test("goes on without a peer that fails, and ends it; fails when ours does", async () => {
    let ended = 0;
    const failing = (role: Candidate["role"]): Candidate<"rate"> => ({
      name: "failing",
      role,
      measure: () => Promise.reject(new Error("broken")),
      end: async () => {
        ended += 1;
      },
    });
    const { results, missing } = await row([candidate("ours", "ours", 1, 1, 1), failing("peer")]);

    expect(results.map(({ name }) => name)).toEqual(["ours"]);
    expect(missing).toEqual([{ name: "failing", lacks: "it failed: broken" }]);
    expect(ended).toBe(1);
    expect(row([failing("ours")])).rejects.toThrow("broken");
  });

  test("begins nothing more once it is interrupted, and ends what it began", async () => {
    const interruption = new AbortController();
    let measured = 0;
    let ended = 0;
    const ours: Candidate<"rate"> = {
      name: "ours",
      role: "ours",
      async measure() {
        measured += 1;
        interruption.abort();
        return { rate: 1 };
      },
      end: async () => {
        ended += 1;
      },
    };

    await expect(row([ours], [], { ...context, signal: interruption.signal })).rejects.toThrow("abort");
    expect([measured, ended]).toEqual([1, 1]);
  });
});
