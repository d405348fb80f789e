import { describe, expect, test } from "bun:test";
import { jsonValues } from "./json-values.ts";

async function* pieces(text: string | Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function cut(text: string | Uint8Array, size = 1_000): Promise<[line: number, value: unknown][]> {
  const values: [number, unknown][] = [];
  for await (const some of jsonValues(pieces(text, size)))
    for (const { line, value } of some) values.push([line, value]);
  return values;
}

describe("values are found in every form, however the stream is cut", () => {
  const tricky = { command: 'echo "}{][\\" \\\\', env: { A: "é漢👍" } };
  const lines = `${JSON.stringify(tricky)}\n\n  ${JSON.stringify({ b: [[1], {}] })}\r\n${JSON.stringify({ c: 1 })}`;
  const array = ` [${JSON.stringify(tricky)} ,\n {"b":\n[[1],{}]}\n,{"c":1}]\n\n`;

  test.each([1, 2, 3, 7, 64, 10_000])("in pieces of %i bytes", async (size) => {
    expect(await cut(lines, size)).toEqual([
      [1, tricky],
      [3, { b: [[1], {}] }],
      [4, { c: 1 }],
    ]);
    expect(await cut(array, size)).toEqual([
      [1, tricky],
      [2, { b: [[1], {}] }],
      [4, { c: 1 }],
    ]);
  });

  test("one object over many lines", async () => expect(await cut('\ufeff{\n"a": 1\n}\n', 3)).toEqual([[1, { a: 1 }]]));
  test.each(["", "\n\n", "[]", " [ ] \n"])("%j holds none", async (text) => expect(await cut(text)).toEqual([]));
});

describe("what is no job is named by its line", () => {
  test.each([
    ['{"a":1}\nnot json\n{"b":1}\n', 'line 2: "not json" stands where a job belongs'],
    ['{"a":1}\n\n\ntrailing', 'line 4: "trailing" stands where a job belongs'],
    ['"echo hi"\n', "line 1: there is a string where a job belongs"],
    ['{"a":1}\n42\n', 'line 2: "42" stands where a job belongs'],
    ['{"a":1},\n{"a":2}\n', 'line 1: "," stands where a job belongs'],
    ['{"a":1}\n{"a":"x\n{"a":2}\n', "line 2: it is not valid JSON: a string does not end on its line"],
    ['{"a":1}\n{"a":{\n{"a":2}\n', "line 2: the JSON that begins here does not end"],
    ['{"a":1}\n}\n', "line 2: unexpected }"],
    ['[{"a":1}\n{"a":2}]', "line 2: a comma is missing"],
    ['[{"a":1},,{"a":2}]', 'line 1: "," stands where a job belongs'],
    ['[{"a":1},]', "line 1: unexpected ]"],
    ['[{"a":1},\n', "line 2: the array does not end"],
    ['[{"a":1},\nnull]', 'line 2: "null" stands where a job belongs'],
    ['[{"a":1}]\n{"b":1}', "line 2: something stands behind the end of the array"],
    ['[{"a":1}] x', 'line 1: "x" stands where a job belongs'],
  ])("%j", async (text, message) => {
    for (const size of [1, 5, 1_000]) await expect(cut(text, size)).rejects.toThrow(message);
  });

  test("bytes that are not UTF-8", async () => {
    await expect(cut(new Uint8Array([0x7b, 0x7d, 0x0a, 0xff, 0x0a]))).rejects.toThrow("it is not UTF-8 text");
  });
});
