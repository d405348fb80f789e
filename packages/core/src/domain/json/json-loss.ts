/** What `JSON.parse` drops without a word: the first of two equal keys, and numbers that are too small to be told from 0. */
import { vanishes } from "../text/number-text.ts";

export interface Loss {
  readonly problem: string;
  readonly fix: string;
}

/** Deeper than any job. */
const DEPTH = 20;
/** Without one of these, no number is as small as that. */
const TINY = ["e-", "E-", "0".repeat(100)];
const MARK = /["{}]|-?\d[\d.e+-]*/gi;
const STRING_MARK = /["\\]/g;

/**
 * Whether `value`, which was read from `text`, surely has all of it: in a fraction of the time that it takes to read it. There are as
 * many keys in `value` as the text has colons after quotes, and it can have no key without one. A string that has one looks like
 * a loss, too: `findLoss` knows.
 */
export function isWhole(text: string, value: unknown): boolean {
  const found = { keys: 0, zeros: 0 };
  tally(value, found, 0);
  return found.keys === keyMarks(text) && (found.zeros === 0 || !TINY.some((mark) => text.includes(mark)));
}

/** The first thing that reading `text`, which is valid JSON, loses; `null` where it loses nothing. */
export function findLoss(text: string): Loss | null {
  const objects: Set<string>[] = [];
  let at = 0;
  for (;;) {
    MARK.lastIndex = at;
    const match = MARK.exec(text);
    if (match === null) return null;
    const [mark] = match;
    at = match.index + mark.length;
    if (mark === "{") objects.push(new Set());
    else if (mark === "}") objects.pop();
    else if (mark !== '"') {
      if (vanishes(mark, Number(mark)))
        return { problem: `${mark} is too small a number`, fix: "write 0 if you mean it" };
    } else {
      const end = endOfString(text, at);
      // Escapes make one key out of two spellings.
      const key = isKey(text, end) ? (JSON.parse(text.slice(match.index, end)) as string) : null;
      const keys = objects.at(-1);
      if (key !== null && keys?.has(key)) {
        return { problem: `${JSON.stringify(key)} stands twice in one object`, fix: "keep one of them" };
      }
      if (key !== null) keys?.add(key);
      at = end;
    }
  }
}

function tally(value: unknown, found: { keys: number; zeros: number }, depth: number): void {
  if (value === 0) found.zeros++;
  if (typeof value !== "object" || value === null) return;
  if (depth > DEPTH) found.keys = Number.NaN;
  else if (Array.isArray(value)) for (const item of value) tally(item, found, depth + 1);
  else {
    for (const key in value) {
      found.keys++;
      tally((value as Record<string, unknown>)[key], found, depth + 1);
    }
  }
}

function keyMarks(text: string): number {
  let count = 0;
  for (let at = text.indexOf(":"); at >= 0; at = text.indexOf(":", at + 1)) {
    if (isQuote(text, at - 1)) count++;
  }
  return count;
}

/** Whether a quote stands at or, behind white space, before `at`. */
function isQuote(text: string, at: number): boolean {
  let before = at;
  while (isSpace(text.charCodeAt(before))) before--;
  return text.charCodeAt(before) === 0x22;
}

function isKey(text: string, at: number): boolean {
  let after = at;
  while (isSpace(text.charCodeAt(after))) after++;
  return text.charCodeAt(after) === 0x3a;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function endOfString(text: string, from: number): number {
  for (let at = from; ; ) {
    STRING_MARK.lastIndex = at;
    const match = STRING_MARK.exec(text);
    if (match === null) return text.length;
    if (match[0] === '"') return match.index + 1;
    at = match.index + 2;
  }
}
