import { INPUT_FIELDS } from "@queuectl/core";
import * as fc from "fast-check";
import { duration, hostile, instant, nearMiss, number, oneIn } from "./texts.ts";

const command = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom<unknown>("true", "echo hi", ["true"], ["printf", "%s", "ä"]) },
  { weight: 1, arbitrary: fc.oneof(fc.constantFrom<unknown>([], [""], [1], {}, null, 7, ["a\0"]), hostile) },
);

/** A value of any kind, most of which no field takes. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  hostile,
  fc.constantFrom<unknown>(
    null,
    true,
    -0,
    1e308,
    -1,
    1.5,
    2 ** 53,
    {},
    [],
    [[]],
    { a: "b" },
    { "": "" },
    { "a=b": "c" },
  ),
  fc.double(),
);

const VALUES: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  id: fc.oneof(fc.stringMatching(/^[a-z0-9]{8,14}$/), fc.constantFrom("taken", "done"), hostile),
  command,
  priority: fc.oneof(fc.integer({ min: -5, max: 5 }), odd),
  max_retries: fc.oneof(fc.nat(5), odd),
  max_attempts: fc.oneof(fc.nat(5), odd),
  timeout: fc.oneof(fc.nat(90), duration, odd),
  run_at: fc.oneof(instant, odd),
  delay: fc.oneof(fc.nat(90), duration, odd),
  queue: fc.oneof(fc.constantFrom("default", "mail"), hostile),
  cwd: fc.oneof(fc.constantFrom("/tmp", ".", "here"), hostile),
  env: fc.oneof(fc.dictionary(fc.constantFrom("A", "B_1", "__proto__", "1x", ""), hostile, { maxKeys: 3 }), odd),
  backoff_base: fc.oneof(fc.nat(5), odd),
  state: fc.constantFrom("pending", "scheduled", "completed", "nonsense", 1),
  __proto__: odd,
};

const field = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...INPUT_FIELDS) },
  { weight: 1, arbitrary: fc.constantFrom("state", "__proto__", "constructor", "seq", "created_at") },
  { weight: 1, arbitrary: fc.oneof(nearMiss(INPUT_FIELDS), hostile) },
);

/** A member of an object as text, so that names may come twice, and `__proto__` is a name like others. */
const member = field.chain((name) =>
  (Object.hasOwn(VALUES, name) ? (VALUES[name] as fc.Arbitrary<unknown>) : odd).map(
    (value) => `${JSON.stringify(name)}:${JSON.stringify(value) ?? "null"}`,
  ),
);

const object = fc
  .tuple(fc.boolean(), fc.array(member, { maxLength: 4 }))
  .map(([commanded, members]) => `{${[...(commanded ? ['"command":"true"'] : []), ...members].join(",")}}`);

const NESTED = "[".repeat(5_000);
const broken = fc.constantFrom(
  NESTED,
  `{"command":${NESTED}`,
  `{"env":${'{"a":'.repeat(3_000)}`,
  '{"command":"true","priority":1e309}',
  '{"command":"true","priority":-0}',
  '{"command":"true","delay":1e-320}',
  '{"command":"\\ud800"}',
  '{"command":"tr\nue"}',
  '{"command":"true",}',
  "{'command':'true'}",
  '{"command":"true"} // comment',
  `{"command":"${"x".repeat(1_100_000)}"}`,
  "null",
  "[]",
  "{}",
  "[[]]",
  '"text"',
  "7",
);

/** A job's JSON, or nearly. */
export const jobText: fc.Arbitrary<string> = fc.oneof(
  { weight: 12, arbitrary: object },
  { weight: 2, arbitrary: fc.tuple(object, fc.nat(200)).map(([text, at]) => text.slice(0, at)) },
  { weight: 1, arbitrary: broken },
  { weight: 1, arbitrary: hostile },
);

/** What `enqueue JSON` is given. */
export const jsonArgument: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: jobText },
  { weight: 3, arbitrary: fc.array(jobText, { maxLength: 4 }).map((texts) => `[${texts.join(",")}]`) },
  { weight: 1, arbitrary: number },
);

const separator = fc.constantFrom("\n", "\n", "\r\n", "\n\n", " ", "\n  ", ",\n", "");

/** A file of jobs as bytes: lines or an array, sometimes with a byte too many. */
export const jobsFile: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    fc.array(jobText, { maxLength: 6 }),
    separator,
    fc.constantFrom("", "", "", "\ufeff", "[", "]", "\u0000"),
    oneIn(6, fc.tuple(fc.nat(500), fc.nat(255))),
    fc.boolean(),
  )
  .map(([texts, between, before, flaw, array]) => {
    const body = array ? `[${texts.join(`,${between}`)}]` : texts.join(between);
    const bytes = new TextEncoder().encode(before + body);
    if (flaw !== null && bytes.length > 0) bytes[flaw[0] % bytes.length] = flaw[1];
    return bytes;
  });
