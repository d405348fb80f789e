import { expect, test } from "bun:test";
import { roughDuration, SECONDS_APART } from "../src/format/times.ts";

test("the marks of an axis of seconds have short words", () => {
  for (const step of SECONDS_APART) {
    for (const at of [1, 2, 3, 4].map((n) => n * step * 1_000)) {
      // What is longer is cut off at the left.
      expect(roughDuration(at).length).toBeLessThanOrEqual("1.5 min".length);
    }
  }
});
