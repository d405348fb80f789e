import { test } from "bun:test";
import type { Harness } from "../scene/scene.ts";
import { holdToModel } from "./hold-to-model.ts";

const RUNS = 200;
const COMMANDS = 50;

/** Random histories, compared step by step with a model that is simpler than the code. */
export function modelContract(harness: Harness): void {
  test(
    "random histories agree with the model",
    () => holdToModel(harness, { runs: RUNS, commands: COMMANDS }),
    300_000,
  );
}
