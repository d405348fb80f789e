import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { type Home, newHome } from "./program.ts";
import { startRunner } from "./runner-process.ts";
import { until } from "./until.ts";

const alive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** A job that executes, and the process that it is. */
async function runningJob(home: Home): Promise<number> {
  await home.run("enqueue", "--id", "long", "-c", "echo begun; exec sleep 300");
  return until("a pid", async () => (await home.json("show", "long")).pid);
}

test("a runner on a copy of a store in use ends none of the original's processes, and says what it gave back", async () => {
  using home = newHome();
  await using runner = await startRunner(home);
  const pid = await runningJob(home);
  const store = `${home.path}/.queuectl/queue.db`;
  const copy = `${home.path}/copy.db`;
  expect(await home.json("backup", copy)).toMatchObject({ backup: copy, db: store, jobs: 1 });

  // What waits for a retry or a turn goes on waiting here.
  await home.run("--db", copy, "queue", "pause", "default");
  const other = home.start("--db", copy, "worker", "start");
  const log = new Response(other.stderr).text();
  await until(
    "the job to be given back",
    async () => (await home.json("--db", copy, "show", "long")).state === "pending",
  );
  expect(await home.run("--db", copy, "worker", "stop")).toMatchObject({ code: 0 });
  await other.exited;

  expect(await log).toContain("long (attempt 1) was taken back: the store was copied while it ran");
  expect(await home.json("--db", copy, "show", "long")).toMatchObject({ attempts: 0 });
  expect(alive(pid)).toBe(true);
  expect(await home.json("show", "long")).toMatchObject({ state: "processing" });
  await home.run("worker", "stop", "--force");
  expect(await runner.exited).toBe(0);
});

test("a backup is restored once nobody works with the store, and says what to do next", async () => {
  using home = newHome();
  await home.run("enqueue", "--id", "one", "--", "true");
  expect(await home.run("backup", "saved.db")).toEqual({
    stdout: `✓ backed up 1 job to ${home.path}/saved.db\n`,
    stderr: "",
    code: 0,
  });
  expect(await home.run("backup", "saved.db")).toMatchObject({ stdout: "", code: 3 });
  expect(await home.run("backup", "nowhere/saved.db")).toMatchObject({ stdout: "", code: 4 });
  expect(await home.run("backup", "--replace", "saved.db")).toMatchObject({ code: 0 });
  await home.run("enqueue", "--id", "two", "--", "true");

  await using runner = await startRunner(home, "--queue", "none");
  expect(await home.run("restore", "saved.db")).toEqual({
    stdout: "",
    stderr: `queuectl: the store ${home.path}/.queuectl/queue.db is in use: ${runner.id} works with it\n  stop the runners first: queuectl worker stop\n`,
    code: 3,
  });
  await home.run("worker", "stop");

  const { stdout, stderr, code } = await home.run("restore", "saved.db");
  expect(stdout).toMatch(/^✓ restored 1 job from .*saved.db\n {2}what was there: .*before-restore-\w+\n$/);
  expect(stderr).toContain("paused: default");
  expect(code).toBe(0);
  expect((await home.json("list")).map(({ id }: { id: string }) => id)).toEqual(["one"]);
  expect(await home.json("queue", "list")).toMatchObject([{ name: "default", paused: true }]);
  const again = await home.json("restore", "saved.db");
  expect(again).toMatchObject({ jobs: 1, paused: ["default"], given_back: 0 });
  expect(existsSync(again.kept)).toBe(true);
  expect(await home.run("restore", "nowhere.db")).toMatchObject({ stdout: "", code: 4 });
});
