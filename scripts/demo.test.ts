import { expect, test } from "bun:test";
import { join } from "node:path";

test("the demo keeps every one of its promises", async () => {
  const demo = Bun.spawn([process.execPath, join(import.meta.dir, "demo.ts")], {
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [stdout, stderr, exitCode] = await Promise.all([demo.stdout.text(), demo.stderr.text(), demo.exited]);
  if (exitCode !== 0) throw new Error(`the demo ended with exit code ${exitCode}\n${stdout}\n${stderr}`);
  expect(stdout).toEndWith("Nothing is left of it.\n");
}, 120_000);
