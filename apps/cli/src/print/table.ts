import { visibleLine } from "@queuectl/core";
import type { Paint } from "./paint.ts";

export interface Column<T> {
  readonly title: string;
  readonly cell: (row: T) => string;
  readonly align?: "left" | "right";
  /** Painted after it was cut to size, so that no escape sequence is ever cut in two. */
  readonly colour?: (row: T) => Parameters<Paint>[0] | null;
  /** Gives way when the terminal is narrow, down to this width. Columns without it keep theirs. */
  readonly shrinkTo?: number;
  /** What goes beyond this width gives way before any other column does. */
  readonly ample?: number;
}

const GAP = "  ";

/** Lines of a table. Where it is wider than `width`, columns that may shrink give way: first all to what is ample for them, then the last one first; then lines are cut. */
export function renderTable<T>(
  columns: readonly Column<T>[],
  rows: readonly T[],
  width: number,
  paint: Paint,
): string[] {
  const cells = rows.map((row) => columns.map((column) => visibleLine(column.cell(row))));
  const widths = columns.map((column, index) =>
    Math.max(Bun.stringWidth(column.title), ...cells.map((row) => Bun.stringWidth(row[index] as string))),
  );
  shrink(columns, widths, width);
  const line = (texts: readonly string[], colourOf: (column: Column<T>) => Parameters<Paint>[0] | null) => {
    const parts = texts.map((text, index) => {
      const column = columns[index] as Column<T>;
      const [fitted, padding] = fit(text, widths[index] as number);
      const colour = colourOf(column);
      const shown = colour === null ? fitted : paint(colour, fitted);
      return column.align === "right" ? padding + shown : shown + padding;
    });
    return clip(parts.join(GAP).trimEnd(), width);
  };
  const header = line(
    columns.map((column) => column.title),
    () => "bold",
  );
  return [header, ...cells.map((texts, index) => line(texts, (column) => column.colour?.(rows[index] as T) ?? null))];
}

function shrink<T>(columns: readonly Column<T>[], widths: number[], width: number): void {
  let excess = widths.reduce((sum, each) => sum + each, 0) + GAP.length * (columns.length - 1) - width;
  for (const bound of ["ample", "shrinkTo"] as const) {
    for (let index = columns.length - 1; index >= 0 && excess > 0; index--) {
      const mine = widths[index] as number;
      const least = Math.min(mine, columns[index]?.[bound] ?? mine);
      const left = Math.max(least, mine - excess);
      widths[index] = left;
      excess -= mine - left;
    }
  }
}

function fit(text: string, width: number): [text: string, padding: string] {
  const fitted = clip(text, width);
  return [fitted, " ".repeat(Math.max(0, width - Bun.stringWidth(fitted)))];
}

function clip(text: string, width: number): string {
  if (Bun.stringWidth(text) <= width) return text;
  // A wide character that begins on the last column is taken whole: then there is one column too many.
  for (let columns = width - 1; columns > 0; columns--) {
    const cut = `${Bun.sliceAnsi(text, 0, columns)}…`;
    if (Bun.stringWidth(cut) <= width) return cut;
  }
  return "…";
}
