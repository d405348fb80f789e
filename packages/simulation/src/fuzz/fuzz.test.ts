import { expect, test } from "bun:test";
import type { Input } from "./argv.ts";
import { call } from "./call.ts";
import { fuzz } from "./fuzz-inputs.ts";
import { FuzzHome } from "./home.ts";
import { judgeCall } from "./judge-call.ts";

const seed = Math.floor(Math.random() * 2 ** 31);

test("5,000 inputs to main all end well, or say in two lines what is wrong with them", async () => {
  await fuzz({ inputs: 5_000, seed });
}, 300_000);

test("so do 60 to the real program", async () => {
  await fuzz({ inputs: 60, seed, program: true });
}, 300_000);

test.each<[string, readonly string[]]>([
  ["a file's name with a NUL in it", ["enqueue", "--file", "a\0b"]],
  ["a variable that every object has", ["enqueue", "--env", "hasOwnProperty", "--", "x"]],
])("%s once ended badly", async (_, argv) => {
  using home = await FuzzHome.open();
  const input: Input = { argv, stdin: [], terminal: false };
  const before = home.fingerprint();
  expect(judgeCall(input, await call(input, home), before, home.fingerprint())).toBeNull();
});
