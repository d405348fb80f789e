import * as fc from "fast-check";
import { type Input, input } from "./argv.ts";
import { type Called, call, callProgram } from "./call.ts";
import { FuzzHome } from "./home.ts";
import { judgeCall } from "./judge-call.ts";

export interface FuzzOptions {
  readonly inputs: number;
  readonly seed: number;
  /** Whether each input starts the real program. */
  readonly program?: boolean;
}

/** After so many inputs the jobs are as at the beginning: what a call costs must not grow with those before it. */
const INPUTS_PER_HOME = 500;

/** To look for the shortest input that hangs takes a while for each try. */
const SEARCH_MS = 150_000;

/** Calls the program with that many inputs. Throws at the first that ends as none may, with the shortest one like it. */
export async function fuzz({ inputs, seed, program = false }: FuzzOptions): Promise<void> {
  const caller = program ? callProgram : call;
  for (let done = 0; done < inputs; done += INPUTS_PER_HOME) {
    const numRuns = Math.min(INPUTS_PER_HOME, inputs - done);
    using home = await FuzzHome.open();
    const property = fc.asyncProperty(input, (each) => expectGood(each, caller, home));
    const limits = { interruptAfterTimeLimit: SEARCH_MS, markInterruptAsFailure: true };
    await fc.assert(property, { numRuns, seed: (seed + done) | 0, ...limits });
  }
}

async function expectGood(
  each: Input,
  caller: (input: Input, home: FuzzHome) => Promise<Called>,
  home: FuzzHome,
): Promise<void> {
  const before = home.fingerprint();
  const called = await caller(each, home);
  const wrong = judgeCall(each, called, before, home.fingerprint());
  if (wrong === null) return;
  const { code, stdout, stderr } = called;
  throw new Error(`${wrong}: exit code ${code}\n${stdout.slice(0, 500)}\n${stderr.slice(0, 1_000)}`);
}
