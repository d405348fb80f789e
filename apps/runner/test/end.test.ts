import { describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Job } from "@queuectl/core";
import { carriersOf, membersOf } from "../src/process/find.ts";
import { Scene, until } from "./scene.ts";

setDefaultTimeout(30_000);

/** Every living process of the job's last attempt, in its group or out of it. */
function living(job: Job, cookie: string): number[] {
  const own = job.last?.pid == null ? [] : membersOf(job.last.pid).found;
  return [...own, ...carriersOf(cookie).found].map(({ pid }) => pid);
}

/** The cookie of a job whose command begins with `COOKIE`. */
const COOKIE = "echo $QUEUECTL_LEASE > cookie;";

async function cookie(scene: Scene): Promise<string> {
  await until(() => scene.lines("cookie").length > 0);
  return scene.lines("cookie")[0] as string;
}

describe("a timeout ends the whole tree", () => {
  const trees: [string, string][] = [
    ["a shell that waits for another program", "sleep 300; echo x"],
    ["a child that ignores SIGTERM", `trap '' TERM; sh -c 'trap "" TERM; sleep 300' & sleep 300; sleep 300`],
    ["a setsid double fork", "setsid sh -c 'sleep 300 & sleep 300' & setsid -f sleep 300; sleep 300"],
  ];
  test.each(trees)("%s", async (_, command) => {
    await using scene = await Scene.open();
    await scene.enqueue({ id: "a", command: COOKIE + command, cwd: scene.dir, timeoutMs: 300, maxRetries: 0 });
    await scene.drain();

    const job = await scene.job("a");
    expect(job).toMatchObject({
      state: "dead",
      last: { outcome: "timed-out", error: expect.stringContaining("300ms") },
    });
    expect(living(job, await cookie(scene))).toEqual([]);
    // 300 ms until the timeout and 300 ms of grace.
    expect((job.finishedAt ?? 0) - (job.last?.startedAt ?? 0)).toBeLessThan(2_500);
  });

  test("the grace is not waited out when SIGTERM is enough", async () => {
    await using scene = await Scene.open({ "kill-grace": "20s" });
    await scene.enqueue({ id: "a", command: "sleep 300; echo x", timeoutMs: 100, maxRetries: 0 });
    await scene.drain();
    const { last, finishedAt } = await scene.job("a");
    expect((finishedAt ?? 0) - (last?.startedAt ?? 0)).toBeLessThan(2_000);
  });

  test("a stopped process goes on, and can end as it wants to", async () => {
    await using scene = await Scene.open({ "kill-grace": "10s" });
    const command = "trap 'echo bye; exit 0' TERM; kill -STOP $$; sleep 300";
    await scene.enqueue({ id: "a", command, timeoutMs: 200, maxRetries: 0 });
    await scene.drain();
    expect((await scene.output("a", "stdout")).toString()).toBe("bye\n");
    expect((await scene.job("a")).last?.outcome).toBe("timed-out");
  });

  test("the config's job-timeout counts for a job without one, as it is when it is executed", async () => {
    await using scene = await Scene.open();
    const runner = await scene.runner();
    await scene.configure({ "job-timeout": "200ms" });
    await scene.enqueue({ id: "a", command: "sleep 300", maxRetries: 0 });
    expect((await scene.ended("a")).last).toMatchObject({ outcome: "timed-out" });
    runner.drain();
  });
});

describe("after its leader has exited", () => {
  test("what is left of the group is ended, and a daemon that left the session lives on", async () => {
    await using scene = await Scene.open();
    const command = `${COOKIE} sleep 300 & setsid -f sh -c 'echo $$ > daemon; exec sleep 300'; until test -s daemon; do :; done`;
    await scene.enqueue({ id: "a", command, cwd: scene.dir });
    await scene.drain();
    const daemon = Number(scene.lines("daemon")[0]);
    try {
      expect(await scene.job("a")).toMatchObject({ state: "completed" });
      expect(living(await scene.job("a"), await cookie(scene))).toEqual([daemon]);
    } finally {
      process.kill(daemon, "SIGKILL");
    }
  });

  test("without success, the daemon is ended, too", async () => {
    await using scene = await Scene.open();
    const command = `${COOKIE} setsid -f sh -c 'echo $$ > daemon; exec sleep 300'; until test -s daemon; do :; done; exit 3`;
    await scene.enqueue({ id: "a", command, cwd: scene.dir, maxRetries: 0 });
    await scene.drain();
    expect((await scene.job("a")).last).toMatchObject({ outcome: "exited", exitCode: 3 });
    expect(living(await scene.job("a"), await cookie(scene))).toEqual([]);
  });

  test("a grandchild that holds its output open keeps nobody waiting", async () => {
    await using scene = await Scene.open();
    await scene.enqueue({
      id: "a",
      command: "echo before; setsid -f sh -c 'echo $$ > daemon; exec sleep 300'; until test -s daemon; do :; done",
      cwd: scene.dir,
    });
    await scene.drain();
    process.kill(Number(scene.lines("daemon")[0]), "SIGKILL");
    expect((await scene.output("a", "stdout")).toString()).toBe("before\n");
    expect((await scene.job("a")).last?.outcome).toBe("exited");
  });
});

describe("cancel", () => {
  test("ends a running job by the ladder", async () => {
    await using scene = await Scene.open();
    const runner = await scene.runner();
    await scene.enqueue({
      id: "a",
      command: `${COOKIE} trap '' TERM; setsid -f sleep 300; sleep 300; sleep 300`,
      cwd: scene.dir,
    });
    await scene.started("a");
    const lease = await cookie(scene);
    await scene.store.cancel("a", Date.now());
    const job = await scene.ended("a");
    expect(job).toMatchObject({ state: "cancelled", last: { outcome: "cancelled" } });
    expect(living(job, lease)).toEqual([]);
    runner.drain();
  });
});
