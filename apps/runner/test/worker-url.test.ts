import { describe, expect, test } from "bun:test";
import { workerUrl } from "../src/worker/worker-url.ts";

describe("the worker's program", () => {
  test.each([
    ["file:///src/apps/runner/src/worker/worker-url.ts", "file:///src/apps/runner/src/worker/entry.ts"],
    ["file:///pkg/dist/chunk-1.js", "file:///pkg/dist/entry.js"],
    ["file:///$bunfs/root/queuectl", "file:///$bunfs/root/runner/src/worker/entry.ts"],
  ])("of %s is %s", (here, there) => expect(workerUrl(here).href).toBe(there));
});
