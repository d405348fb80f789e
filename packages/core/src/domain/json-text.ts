import { InvalidInput } from "./errors.ts";

/** `JSON.parse` that says in one line what is wrong. */
export function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = (error as Error).message.replace(/^JSON Parse error: /, "");
    throw new InvalidInput(`it is not valid JSON: ${reason}`, `for example {"command":"echo hi"}`);
  }
}
