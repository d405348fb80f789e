import { expect, test } from "bun:test";
import { join } from "node:path";

const SMOKE = join(import.meta.dir, "smoke.ts");

for (const shipped of ["package", "binary"]) {
  test(`the ${shipped} works in an empty directory`, async () => {
    const smoke = Bun.spawn([process.execPath, SMOKE, shipped], { stdin: "ignore", stdout: "pipe", stderr: "pipe" });
    const [stdout, stderr, exitCode] = await Promise.all([smoke.stdout.text(), smoke.stderr.text(), smoke.exited]);
    if (exitCode !== 0) throw new Error(`the smoke test ended with exit code ${exitCode}\n${stdout}\n${stderr}`);
    expect(stdout).toEndWith("  ✓ a .env where the user stands reaches no job\n");
  }, 120_000);
}
