import { InvalidInput } from "../errors.ts";
import { findLoss, isWhole } from "./json-loss.ts";

/**
 * `JSON.parse` that loses nothing without a word: of equal keys in one object it would keep the last alone, and make 0 of a number that
 * is too small. Throws `InvalidInput` that says so, or what is wrong with the text, in one line.
 */
export function parseText(text: string): unknown {
  const value = parse(text);
  if (isWhole(text, value)) return value;
  const loss = findLoss(text);
  if (loss === null) return value;
  throw new InvalidInput(loss.problem, loss.fix);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = (error as Error).message.replace(/^JSON Parse error: /, "");
    throw new InvalidInput(`it is not valid JSON: ${reason}`, `for example {"command":"echo hi"}`);
  }
}
