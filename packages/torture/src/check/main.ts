/** The checker: told where to look on stdin, it prints the violations as JSON. It shares no code with the program. */
import type { Evidence } from "../scene/inspect.ts";
import { checkExecuted } from "./executed.ts";
import { readFacts } from "./facts.ts";
import { checkLeft } from "./left.ts";
import { checkOutput } from "./output.ts";
import { checkStored } from "./stored.ts";

const evidence = (await Bun.stdin.json()) as Evidence;
const facts = readFacts(evidence);
const violations = [...checkStored(facts), ...checkExecuted(facts), ...checkOutput(facts), ...checkLeft(facts)];
await Bun.write(Bun.stdout, JSON.stringify(violations));
