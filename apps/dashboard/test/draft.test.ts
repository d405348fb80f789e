import { expect, test } from "bun:test";
import { signal } from "@preact/signals";
import { checked, type Draft, EMPTY_DRAFT, FIELDS, fill, inputOf } from "../src/pages/enqueue/draft.ts";
import { argvOf, argvText, envOf, envText } from "../src/pages/enqueue/texts.ts";

function newDraft(): Draft {
  const fields = Object.fromEntries(Object.keys(FIELDS).map((name) => [name, signal("")]));
  return { ...fields, kind: signal("shell") } as unknown as Draft;
}

for (const argv of [
  ["convert", "a b.png", "c.jpg"],
  ["sh", "-c", "echo one\necho two"],
  ["printf", "%s", ""],
  ["tool", "a\r\nb"],
  ["[", "-f", "x", "]"],
  ['["a"]'],
]) {
  test(`a copy of ${JSON.stringify(argv)} has the same arguments`, () => {
    expect(argvOf(argvText(argv))).toEqual(argv);
    // What the text field makes of it.
    expect(argvOf(argvText(argv).replace(/\r\n?/g, "\n"))).toEqual(argv);
  });
}

test("plain arguments and variables stand one a line", () => {
  expect(argvText(["convert", "a.png"])).toBe("convert\na.png");
  expect(envText({ A: "1", B: "x=y" })).toBe("A=1\nB=x=y");
});

test("a copy has the same variables, whatever is in them", () => {
  for (const env of [{ A: "1\n2", B: "" }, { A: "a\rb" }, { A: " x " }, {}]) expect(envOf(envText(env))).toEqual(env);
});

test("a copy takes over whatever its model says, but for its id and time", () => {
  const draft = newDraft();
  const model = { ...EMPTY_DRAFT, command: ["a", ""], max_retries: 7, backoff_base: 1.5, timeout: 9, env: { A: "x" } };
  fill(draft, model);
  expect(inputOf(draft)).toMatchObject({ command: ["a", ""], max_retries: 7, backoff_base: 1.5, env: { A: "x" } });
});

test("what is no number is named as it was written", () => {
  const draft = newDraft();
  draft.command.value = "true";
  draft.max_retries.value = "many";
  expect(checked(draft)).toEqual({ max_retries: '"many" is not a number: write digits' });
});
