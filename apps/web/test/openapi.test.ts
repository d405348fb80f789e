import { describe, expect, test } from "bun:test";
import { CONFIG_KEYS, parseJob, QueuectlError } from "@queuectl/core";
import { Validator } from "@seriousme/openapi-schema-validator";
import Ajv2020 from "ajv/dist/2020";
import fc from "fast-check";
import { RequestRefused } from "../src/answers/problem.ts";
import { readChanges } from "../src/api/config.ts";
import { openApiDocument } from "./documented.ts";
import { withApi } from "./with-api.ts";

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly requestBody?: { readonly content: object };
  readonly responses: object;
}

describe("the OpenAPI document", () => {
  test("is valid, and names every route that is there", () =>
    withApi(async ({ call }) => {
      const { body } = await call("GET", "/openapi.json");
      expect(await new Validator().validate(body)).toMatchObject({ valid: true });

      const routes = Object.entries<object>(body.paths).flatMap(([path, operations]) =>
        Object.keys(operations).map((method) => `${method} ${path}`),
      );
      expect(routes.sort()).toEqual(ROUTES.toSorted());
      const all = Object.values<Record<string, Operation>>(body.paths).flatMap((operations) =>
        Object.values(operations),
      );
      expect(new Set(all.map(({ operationId }) => operationId)).size).toBe(routes.length);
      for (const { operationId, summary, requestBody, responses } of all) {
        expect(operationId).toMatch(/^[a-z]+([A-Z][a-z]+)+$|^signOut$/);
        expect([operationId, summary]).toEqual([operationId, expect.any(String)]);
        expect(Object.keys(responses)).toEqual(expect.arrayContaining(["401", "403", "500", "503", "default"]));
        // What a generator cannot choose between, it cannot use.
        expect([operationId, Object.keys(requestBody?.content ?? { one: 1 }).length]).toEqual([operationId, 1]);
      }
    }));

  test("says of a method that is not there which ones are", () =>
    withApi(async ({ call }) => {
      for (const [method, path, allow] of [
        ["PUT", "/jobs", "GET, HEAD, POST"],
        ["PATCH", "/jobs/job1", "GET, HEAD, DELETE"],
        ["DELETE", "/openapi.json", "GET, HEAD"],
      ] as const) {
        const answer = await call(method, path, {});
        expect([answer.status, answer.headers.get("allow")]).toEqual([405, allow]);
      }
      expect((await call("GET", "/jobs/job1/cancel")).status).toBe(405);
    }));
});

/** What no schema can say of text durations, of whole seconds alone and so always in range. */
const duration = fc.oneof(
  fc.double({ min: -1, max: 4e9, noNaN: true }),
  fc.constantFrom(
    0,
    0.0004,
    0.001,
    3_155_760_000,
    3_155_760_001,
    "10s",
    " 5m ",
    "1.5h",
    "500ms",
    "2d",
    "10",
    "s",
    "-1s",
    "1w",
    "1 s",
    "",
  ),
);
const odd = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, "", "x", [], ["x"], [7], {}, { a: 1 }),
  fc.jsonValue({ maxDepth: 1 }),
);
const word = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", " ", "\t", "\0", "\n", "é", "😀", "\ud800", "\u2028", "."), maxLength: 6 }),
  fc.constantFrom("x".repeat(4_094), "x".repeat(4_095), "x".repeat(4_096), "x".repeat(131_072)),
);
const name = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", "Z", "9", ".", "_", ":", "-", "/", " ", "é"), maxLength: 4 }),
  fc.constantFrom(".", "..", "...", "x".repeat(200), "x".repeat(201)),
);
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, 1, 1_000, 1_000_000, 1_000_001, 1_000_002, -1_000_000, -1_000_001, 2.5),
);
const two = (max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, "0"));
const instant = fc
  .tuple(
    fc.constantFrom("1969", "1971", "2000", "2023", "2024", "2100", "9999", "0001"),
    two(13),
    two(32),
    fc.constantFrom("T", " ", "t", ""),
    two(25),
    two(60),
    fc.constantFrom("", ":00", ":59.5", ":60", ":59.1234567891"),
    fc.constantFrom("Z", "z", "+01:00", "-0830", "+24:00", "", "UTC"),
  )
  .map(
    ([year, month, day, t, hour, minute, second, zone]) =>
      `${year}-${month}-${day}${t}${hour}:${minute}${second}${zone}`,
  );
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof({ weight: 6, arbitrary }, { weight: 1, arbitrary: odd });

/** A job whose fields are mostly what they should be, or nearly. */
const job = fc.record(
  {
    command: maybe(fc.oneof(fc.constant("true"), word, fc.array(word, { maxLength: 3 }))),
    id: maybe(name),
    queue: maybe(name),
    priority: maybe(number),
    max_retries: maybe(number),
    max_attempts: maybe(number),
    backoff_base: maybe(number),
    timeout: maybe(duration),
    run_at: maybe(fc.oneof(instant, fc.constantFrom("+10m", "+ 1.5h", " +5 ", "+x", "+-1s", "+"))),
    delay: maybe(duration),
    cwd: maybe(word.map((each) => `/${each}`)),
    env: maybe(fc.dictionary(fc.constantFrom("A", "b_1", "1x", "A B", ""), word, { maxKeys: 2 })),
    state: maybe(fc.constantFrom("pending", "scheduled", "dead")),
    truncated: maybe(fc.constantFrom([], ["env"])),
    seq: odd,
    comand: odd,
  },
  { requiredKeys: [] },
);

describe("the schemas and the code take and refuse the very same", () => {
  test("jobs", async () => {
    const valid = await validatorOf("JobInput");
    let taken = 0;
    const agree = (value: unknown) => {
      const read = isRead(() => parseJob(value, { now: Date.now() }));
      if (read) taken++;
      return valid(value) === read;
    };
    // Field by field first, else one of many would be wrong nearly always.
    const few = job.chain((all) =>
      fc.subarray(Object.keys(all), { maxLength: 2 }).map((names) => ({ command: "true", ...pick(all, names) })),
    );
    fc.assert(fc.property(few, agree), { numRuns: 2_000 });
    fc.assert(fc.property(fc.oneof(job, odd), agree), { numRuns: 500 });
    expect([agree(JSON.parse('{"command":"true","__proto__":1}')), agree({})]).toEqual([true, true]);
    expect(taken).toBeGreaterThan(300);
  });

  test("changes of the config", async () => {
    const valid = await validatorOf("ConfigChange");
    const key = fc.oneof(
      fc.constantFrom<string>(...CONFIG_KEYS, "max_retries", "job-timeout-sec", "poll_interval-ms", "exp-backoff-base"),
      fc.constantFrom("retries", "__proto__", "constructor", ""),
    );
    // Text of the right form can still be too much; of that no schema tells.
    const text = fc.constantFrom(
      "10s",
      "1.5h",
      "500ms",
      "4MiB",
      "64 k",
      "1e-7",
      "0.5",
      "12x",
      "",
      "x",
      "ten",
      "-1",
      "0x1",
    );
    const sized = fc.constantFrom(2 ** 40, 2 ** 40 + 1, 0.005, 0.01, 10, 9.9, 0.0004, 3_155_760_000, 3_155_760_001);
    const change = fc
      .tuple(key, fc.oneof(fc.constantFrom<unknown>(null, true, [], ["1"], {}), number, sized, text))
      .filter(([name, value]) => !(name.endsWith("ms") && value === "0.5"))
      .map(([name, value]) => JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`));
    let taken = 0;
    const agree = (body: unknown) => {
      const read = isRead(() => readChanges(body));
      if (read) taken++;
      return valid(body) === read;
    };
    fc.assert(fc.property(fc.oneof({ weight: 9, arbitrary: change }, odd), agree), { numRuns: 2_000 });
    expect(taken).toBeGreaterThan(200);
  });
});

function pick(all: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((each) => [each, all[each]]));
}

async function validatorOf(schema: string) {
  const document = await openApiDocument();
  return new Ajv2020({ strict: false, validateFormats: false }).compile({
    ...document,
    $ref: `#/components/schemas/${schema}`,
  });
}

function isRead(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    expect(error instanceof QueuectlError || error instanceof RequestRefused).toBe(true);
    return false;
  }
}

const ROUTES = [
  "get /jobs",
  "post /jobs",
  "post /jobs/lines",
  "get /jobs/{id}",
  "delete /jobs/{id}",
  "post /jobs/{id}/cancel",
  "post /jobs/{id}/retry",
  "post /jobs/bulk",
  "get /jobs/{id}/attempts",
  "get /jobs/{id}/attempts/{attempt}/output",
  "get /dlq",
  "post /dlq/retry",
  "post /dlq/purge",
  "get /config",
  "patch /config",
  "get /runners",
  "post /runners",
  "post /runners/{id}/stop",
  "get /queues",
  "post /queues/{name}/pause",
  "post /queues/{name}/resume",
  "get /status",
  "get /session",
  "post /sign-in-links",
  "post /sign-out",
  "get /history",
  "get /events",
];
