import { expect, test } from "bun:test";
import { type Home, newHome } from "./program.ts";

/** Until the job has begun to write: then it runs. */
async function firstOutput(home: Home, id: string): Promise<string> {
  const following = home.start("logs", id, "--follow");
  const { value } = await following.stdout.getReader().read();
  following.kill();
  await following.exited;
  return new TextDecoder().decode(value);
}

test("a job that runs is followed live, cancelled, and deleted by force", async () => {
  using home = newHome();
  await home.run("enqueue", "--id", "one", "-c", "echo begun; exec sleep 300");
  await home.run("enqueue", "--id", "two", "-c", "echo begun; exec sleep 300");
  const runner = home.start("worker", "start", "--count", "2");
  try {
    expect(await firstOutput(home, "one")).toBe("begun\n");
    expect(await firstOutput(home, "two")).toBe("begun\n");
    expect(await home.json("status")).toMatchObject({ jobs: { processing: 2 }, workers: { total: 2, busy: 2 } });
    expect(await home.run("cancel", "one")).toEqual({ stdout: "✓ cancelled one\n", stderr: "", code: 0 });
    expect(await home.run("delete", "two")).toMatchObject({ stdout: "", code: 3 });
    expect(await home.run("delete", "two", "--force")).toEqual({ stdout: "✓ deleted two\n", stderr: "", code: 0 });
    const { stdout } = await home.run("show", "one");
    expect(stdout).toMatch(/^state +cancelled$/m);
    expect(stdout).toEndWith("stdout:\nbegun\n");
  } finally {
    runner.kill();
    await runner.exited;
  }
});
