import { expect, test } from "bun:test";
import { join } from "node:path";

test("the demo keeps every one of its promises", async () => {
  const demo = Bun.spawn([process.execPath, join(import.meta.dir, "demo.ts")], {
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [stdout, stderr, exitCode] = await Promise.all([demo.stdout.text(), demo.stderr.text(), demo.exited]);
  expect(`${stdout}${stderr}exit code ${exitCode}`).toEndWith("Nothing is left of it.\nexit code 0");
}, 120_000);
