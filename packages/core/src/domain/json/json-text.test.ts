import { expect, test } from "bun:test";
import * as fc from "fast-check";
import { parseText } from "./json-text.ts";

test.each([
  ['{"id":"a","id":"b"}', '"id" stands twice in one object'],
  ['{"id":"a","command":"true","id":"a"}', '"id" stands twice in one object'],
  ['{"id" :1,\n"id"\t\r\n:2}', '"id" stands twice in one object'],
  ['{"id":1,"\\u0069d":2}', '"id" stands twice in one object'],
  ['{"env":{"A":"1","A":"2"}}', '"A" stands twice in one object'],
  ['[{"a":1},{"b":[{"c":1,"c":1}]}]', '"c" stands twice in one object'],
  ['{"":1,"":2}', '"" stands twice in one object'],
  ['{"__proto__":1,"__proto__":2}', '"__proto__" stands twice in one object'],
  ['{"a":"\\":","a":2}', '"a" stands twice in one object'],
  [`${'{"a":'.repeat(50)}{"b":1,"b":2}${"}".repeat(50)}`, '"b" stands twice in one object'],
  ['{"timeout":1e-400}', "1e-400 is too small a number"],
  ['{"timeout":-1.5E-0400}', "-1.5E-0400 is too small a number"],
  [`{"timeout":0.${"0".repeat(400)}1}`, `0.${"0".repeat(400)}1 is too small a number`],
  [`{"timeout":0.${"0".repeat(300)}1e-99}`, `0.${"0".repeat(300)}1e-99 is too small a number`],
  ['{"timeout":}', "it is not valid JSON: "],
])("%s", (text, problem) => {
  expect(() => parseText(text)).toThrow(problem);
});

test.each([
  '{"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]}',
  '{"a":"\\"a\\":1,\\"a\\":2","b":"{\\"b\\":\\\\\\"}","c":1}',
  '{"url":"http://x/\\":\\":","at":"10:00","e":"1e-400","zero":0}',
  '{"zeros":[0,0.0,-0,0e-400,1e-300,0e5]}',
  '"1e-400"',
  "7",
])("%s loses nothing", (text) => {
  expect(parseText(text)).toEqual(JSON.parse(text));
});

test("what is nested deeper than the stack", () => {
  const depth = 200_000;
  expect(() => parseText(`${"[".repeat(depth)}${"]".repeat(depth)}`)).not.toThrow();
});

test("whatever was written by JSON.stringify is read, and with one key more than once never", () => {
  const law = fc.property(fc.jsonValue(), fc.string(), fc.jsonValue(), (value, key, twice) => {
    expect(parseText(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
    const [name, member] = [JSON.stringify(key), JSON.stringify(twice)];
    expect(() => parseText(`{${name}:${JSON.stringify(value)} , ${name} : ${member}}`)).toThrow("stands twice");
  });
  fc.assert(law);
});
