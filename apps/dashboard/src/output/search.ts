import type { Line } from "./text-lines.ts";

/** The numbers of the lines that contain the query, whatever its case; none for an empty one. */
export function matchesOf(lines: readonly Line[], query: string): readonly number[] {
  if (query === "") return [];
  const wanted = query.toLowerCase();
  return lines.filter(({ text }) => text.toLowerCase().includes(wanted)).map(({ number }) => number);
}

/** A text cut at the query's places: every second part is a match. */
export function cut(text: string, query: string): readonly string[] {
  if (query === "") return [text];
  const parts: string[] = [];
  const lower = text.toLowerCase();
  const wanted = query.toLowerCase();
  let from = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    parts.push(text.slice(from, at), text.slice(at, at + wanted.length));
    from = at + wanted.length;
  }
  return [...parts, text.slice(from)];
}
