import { describe, expect, test } from "bun:test";
import { painted, plain } from "../src/print/paint.ts";
import { relative, span } from "../src/print/relative-time.ts";
import { type Column, renderTable } from "../src/print/table.ts";

interface Row {
  readonly id: string;
  readonly count: number;
  readonly text: string;
}

const COLUMNS: Column<Row>[] = [
  { title: "ID", cell: (row) => row.id, shrinkTo: 4 },
  { title: "N", cell: (row) => String(row.count), align: "right" },
  { title: "TEXT", cell: (row) => row.text, colour: () => "red", shrinkTo: 6 },
];

const ROWS: Row[] = [
  { id: "short", count: 5, text: "one" },
  { id: "a-much-longer-id", count: 1_000, text: "words that go on and on" },
];

describe("a table", () => {
  test("is as wide as its widest cells", () => {
    expect(renderTable(COLUMNS, ROWS, Number.POSITIVE_INFINITY, plain)).toEqual([
      "ID                   N  TEXT",
      "short                5  one",
      "a-much-longer-id  1000  words that go on and on",
    ]);
  });

  test("gives way in its last columns first", () => {
    expect(renderTable(COLUMNS, ROWS, 40, plain)).toEqual([
      "ID                   N  TEXT",
      "short                5  one",
      "a-much-longer-id  1000  words that go o…",
    ]);
    expect(renderTable(COLUMNS, ROWS, 24, plain)).toEqual([
      "ID             N  TEXT",
      "short          5  one",
      "a-much-lo…  1000  words…",
    ]);
  });

  test("cuts what is more than ample before it squeezes another column", () => {
    const [id, ...others] = COLUMNS as [Column<Row>, ...Column<Row>[]];
    const rows = [{ id: "x".repeat(200), count: 1, text: "words that go on and on" }];
    expect(renderTable([{ ...id, ample: 10 }, ...others], rows, 38, plain)[1]).toBe(
      `${"x".repeat(9)}…  1  words that go on and on`,
    );
  });

  test.each([80, 40, 24, 10, 3])("is never wider than %i columns, wide characters and colours included", (width) => {
    const rows = [...ROWS, { id: "漢字漢字漢字漢字漢字", count: 7, text: "👩‍👩‍👧 é 漢字漢字漢字漢字漢字漢字" }];
    for (const line of renderTable(COLUMNS, rows, width, painted))
      expect(Bun.stringWidth(line)).toBeLessThanOrEqual(width);
  });

  test("keeps a row on one line, whatever a cell holds", () => {
    const rows = [{ id: "x", count: 1, text: "a\nb\tc\x1b[2J\x07" }];
    expect(renderTable(COLUMNS, rows, 80, plain)[1]).toBe("x   1  a\\nb\\tc\\x1b[2J\\x07");
  });
});

test.each([
  [0, "0ms"],
  [850, "850ms"],
  [4_000, "4s"],
  [125_000, "2m 5s"],
  [3_600_000, "1h"],
  [15 * 3_600_000 + 60_000, "15h"],
  [3 * 86_400_000 + 4 * 3_600_000, "3d 4h"],
])("%i ms is %s", (ms, text) => expect(span(ms)).toBe(text));

test("instants are told from now", () => {
  expect([relative(1_000, 5_000), relative(5_000, 5_000), relative(65_000, 5_000)]).toEqual(["4s ago", "now", "in 1m"]);
});
