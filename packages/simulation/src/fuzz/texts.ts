import * as fc from "fast-check";

/** Texts that programs trip over. */
const HOSTILE = [
  "",
  " ",
  "-",
  "--",
  "---",
  "--=",
  "-x=1",
  "--json=1",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "null",
  "undefined",
  "NaN",
  "Infinity",
  "-Infinity",
  "-0",
  "0",
  "-1",
  "+5",
  "1e3",
  "1e309",
  "0x10",
  "1_000",
  "1.5.2",
  "9007199254740993",
  "9".repeat(400),
  "0.0000000001",
  "٣",
  "１２",
  "½",
  "a\0b",
  "\0",
  "\ud800",
  "a\udfffb",
  "\ufeff",
  "\u202e",
  "\u2028",
  "é",
  "e\u0301",
  "👩‍👩‍👧",
  "\u001b[31mred\u001b[0m",
  "a\nb",
  "a\r\nb",
  "--a\nb",
  "-\nb",
  "\nqueuectl: ok",
  "    at Object.<anonymous> (/x.ts:1:1)",
  "../../x",
  "%s%n",
  "$(id)",
  "`id`",
  "'",
  '"',
  "\\",
  "{",
  "[]",
  "a".repeat(201),
  "x".repeat(70_000),
] as const;

export const hostile: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 30 }) },
  { weight: 2, arbitrary: fc.string({ unit: "grapheme", maxLength: 30 }) },
);

export const number: fc.Arbitrary<string> = fc.oneof(
  fc.integer({ min: -3, max: 20 }).map(String),
  fc.double().map(String),
  fc.bigInt().map(String),
  fc.constantFrom(
    "1e309",
    "1e-7",
    "0.0000000001",
    "-0",
    "00",
    "1.",
    ".5",
    "1,5",
    "+1",
    " 1 ",
    "1e15",
    "1000001",
    "-1000001",
  ),
);

const unit = fc.constantFrom("", "ms", "s", "m", "h", "d", "w", "S", " s", "sec", "ms ", "\u00b5s");

export const duration: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(number, unit).map(([amount, name]) => amount + name) },
  { weight: 1, arbitrary: hostile },
);

const twoDigits = fc.integer({ min: 0, max: 99 }).map((value) => String(value).padStart(2, "0"));
const zone = fc.constantFrom("", "Z", "z", "+01:00", "-2359", "+99:99", "+24:00", " UTC", "[Europe/Rome]");

export const instant: fc.Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: duration.map((text) => `+${text}`) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom("2026", "0000", "9999", "1969", "275760", "26"), twoDigits, twoDigits, twoDigits, zone)
      .map(([year, month, day, hour, where]) => `${year}-${month}-${day}T${hour}:00:00${where}`),
  },
  { weight: 2, arbitrary: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()) },
  { weight: 1, arbitrary: hostile },
);

/** A word of the language with a slip of the finger. */
export function nearMiss(words: readonly string[]): fc.Arbitrary<string> {
  return fc.tuple(fc.constantFrom(...words), fc.nat(12), fc.constantFrom("drop", "double", "upper", "dash")).map(slip);
}

function slip([word, at, how]: readonly [string, number, string]): string {
  const index = at % Math.max(1, word.length);
  const [head, mark, tail] = [word.slice(0, index), word[index] ?? "", word.slice(index + 1)];
  switch (how) {
    case "drop":
      return head + tail;
    case "double":
      return head + mark + mark + tail;
    case "upper":
      return head + mark.toUpperCase() + tail;
    default:
      return word.replaceAll("-", "_");
  }
}

/** Once in so many times; else `null`. */
export function oneIn<T>(times: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof({ weight: times - 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
}
