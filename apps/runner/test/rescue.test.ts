import { Database } from "bun:sqlite";
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { readdirSync } from "node:fs";
import type { Lease } from "@queuectl/core";
import { openSqliteStore } from "@queuectl/core/sqlite";
import { carriersOf } from "../src/process/find.ts";
import { SpoolLog } from "../src/spool/log.ts";
import { Scene, until } from "./scene.ts";

setDefaultTimeout(30_000);

/** Writes a line at its start and one at its end, so that two executions at once can be seen. */
const LEDGER = "echo $QUEUECTL_JOB_ID $QUEUECTL_ATTEMPT start $QUEUECTL_LEASE >> ledger";

function overlaps(lines: readonly string[]): string[] {
  const open = new Map<string, string>();
  const found: string[] = [];
  for (const line of lines) {
    const [id = "", , what, lease = ""] = line.split(" ");
    // An execution that was killed has no end of its own: that it is gone is checked when the next one begins.
    if (what === "start") {
      const before = open.get(id);
      if (before !== undefined && carriersOf(before).found.length > 0) found.push(line);
      open.set(id, lease);
    } else open.delete(id);
  }
  return found;
}

describe("a runner that is killed", () => {
  test("has its job ended and executed again by another one, however busy that is", async () => {
    await using scene = await Scene.open();
    const first = await scene.remote({ id: "first" });
    await scene.enqueue({
      id: "a",
      command: `${LEDGER}; echo attempt $QUEUECTL_ATTEMPT; test $QUEUECTL_ATTEMPT -gt 1 || { setsid -f sleep 300; sleep 300; }`,
      cwd: scene.dir,
    });
    const { last } = await scene.started("a");
    const second = await scene.remote({ id: "second" });
    await scene.enqueue({
      id: "long",
      command: `until test -e ${scene.file("go")} -o ! -d ${scene.file("")}; do sleep 0.05; done`,
    });
    await scene.started("long");
    const [, , , cookie = ""] = scene.lines("ledger")[0]?.split(" ") ?? [];
    expect(carriersOf(cookie).found.length).toBeGreaterThan(1);

    first.process.kill("SIGKILL");
    // Its only worker is busy, and yet the job is taken back.
    const back = await scene.until("a", ({ state }) => state === "pending");
    expect(carriersOf(cookie).found).toEqual([]);
    expect(back).toMatchObject({ attempts: 0, crashes: 1, last: { outcome: "lost", pid: last?.pid ?? 0 } });
    expect((await scene.output("a", "stdout")).toString()).toBe("attempt 1\n");

    await Bun.write(scene.file("go"), "");
    expect(await scene.ended("a")).toMatchObject({ state: "completed", attempts: 1, crashes: 0, last: { number: 2 } });
    second.process.kill("SIGTERM");
    expect(await second.process.exited).toBe(0);
    expect(overlaps(scene.lines("ledger"))).toEqual([]);
    expect(readdirSync(scene.spoolDir)).toEqual([]);
    expect(await scene.store.runners(Date.now())).toEqual([]);
  });

  test("has its jobs executed by the next start", async () => {
    await using scene = await Scene.open();
    const first = await scene.remote({ id: "first", workers: 2 });
    const command = `${LEDGER}; test -e again || sleep 300; echo $QUEUECTL_JOB_ID x end >> ledger`;
    await scene.enqueue(...["a", "b", "c"].map((id) => ({ id, command, cwd: scene.dir })));
    await Promise.all([scene.started("a"), scene.started("b")]);
    first.process.kill("SIGKILL");
    await first.process.exited;
    await Bun.write(scene.file("again"), "");

    await scene.drain({ workers: 2 });
    expect(overlaps(scene.lines("ledger"))).toEqual([]);
    for (const id of ["a", "b", "c"]) expect(await scene.job(id)).toMatchObject({ state: "completed" });
  });

  test("loses nothing of what its job wrote, before its death and after, to both streams, until the job has ended", async () => {
    await using scene = await Scene.open({ "kill-grace": "20s" });
    const first = await scene.remote({ id: "first" });
    // It fills its pipe to the brim while nobody reads, and can say the rest only to whoever ends it.
    const command = [
      "trap 'exit 0' TERM",
      "echo before",
      `until test -e ${scene.file("go")} -o ! -d ${scene.file("")}; do sleep 0.02; done`,
      "seq 1 9000 >&2; seq 1 11000",
      `touch ${scene.file("written")}`,
      "trap 'seq 11001 40000; echo bye >&2; exit 0' TERM",
      "while :; do sleep 0.02; done",
    ].join("; ");
    await scene.enqueue({ id: "a", command, maxRetries: 0 });
    await until(async () => (await scene.output("a", "stdout")).toString() === "before\n");
    // Stopped, it reads nothing any more.
    first.process.kill("SIGSTOP");
    await Bun.write(scene.file("go"), "");
    await until(() => Bun.file(scene.file("written")).exists());
    first.process.kill("SIGKILL");
    await first.process.exited;
    await scene.configure({ "allowed-commands": "/nothing/more" });
    await scene.drain();
    const lines = (to: number) => `${Array.from({ length: to }, (_, at) => at + 1).join("\n")}\n`;
    expect((await scene.output("a", "stdout", 1)).toString()).toBe(`before\n${lines(40_000)}`);
    const stderr = (await scene.output("a", "stderr", 1)).toString();
    expect(stderr).toStartWith(lines(9_000));
    expect(stderr).toEndWith("bye\n");
    expect((await scene.store.attempts("a"))[0]).toMatchObject({ outcome: "lost" });
  });

  test("settles as cancelled what somebody wanted cancelled", async () => {
    await using scene = await Scene.open();
    const first = await scene.remote({ id: "first" });
    await scene.enqueue({ id: "a", command: "trap '' TERM; sleep 300; sleep 300" });
    await scene.started("a");
    first.process.kill("SIGSTOP");
    await scene.store.cancel("a", Date.now());
    first.process.kill("SIGKILL");
    await scene.drain();
    expect(await scene.job("a")).toMatchObject({ state: "cancelled" });
  });

  test("while it was stopping has its job interrupted: that is no crash of the job's making", async () => {
    await using scene = await Scene.open();
    await scene.enqueue({ id: "a", command: "sleep 300" });
    // A deployment, and its grace runs out.
    const first = await scene.remote({ id: "first" });
    await scene.started("a");
    first.process.kill("SIGTERM");
    await until(async () => (await scene.store.runners(Date.now()))[0]?.stopRequested === "drain");
    first.process.kill("SIGKILL");
    await first.process.exited;

    await scene.runner({ queues: [] });
    const back = await scene.until("a", ({ state }) => state === "pending");
    expect(back).toMatchObject({ attempts: 0, crashes: 0, last: { number: 1, outcome: "interrupted" } });
    expect(back.last?.error).toBe("the runner was told to stop");
  });

  test("has given back what it only held: that counts as no loss", async () => {
    await using scene = await Scene.open();
    await scene.enqueue({ id: "a", command: "true" });
    for (const runner of ["r1", "r2", "r3", "r4"]) {
      const store = await openSqliteStore(scene.path, { access: "write" });
      await store.register({ id: runner, workers: 1, queues: null, version: "test" }, Date.now());
      const claims = { runner, started: [], settled: [], released: [], capacity: 1 };
      expect((await store.turn(claims, Date.now())).claimed).toHaveLength(1);
      // Closed, it counts as dead.
      await store.close();
      const rescuer = await scene.runner({ queues: [] });
      expect(await scene.until("a", ({ state }) => state === "pending")).toMatchObject({ attempts: 0, crashes: 0 });
      rescuer.drain();
      await rescuer.finished;
    }
    await scene.drain();
    expect(await scene.job("a")).toMatchObject({ state: "completed", attempts: 1, crashes: 0 });
    expect(await scene.store.attempts("a")).toMatchObject([{ number: 1, outcome: "exited" }]);
    expect(await scene.store.attempts("a")).toHaveLength(1);
  });

  test("with the machine counts as having begun, and of what it had read no more than what is certain is kept", async () => {
    await using scene = await Scene.open();
    await scene.enqueue({ id: "a", command: "echo again" });
    const store = await openSqliteStore(scene.path, { access: "write" });
    await store.register({ id: "r1", workers: 1, queues: null, version: "test" }, Date.now());
    const { claimed } = await store.turn(
      { runner: "r1", started: [], settled: [], released: [], capacity: 1 },
      Date.now(),
    );
    const lease = claimed[0]?.lease as Lease;
    await store.close();
    // Of its note and its pid nothing was synced; of its spool, the last pages and not the ones before.
    const spool = SpoolLog.create(scene.spoolDir, lease, "stdout");
    spool.append(Buffer.from(`on the disk\n${"\0".repeat(4_084)}some pages later\n`));
    spool.close();
    using database = new Database(scene.path);
    database.run("UPDATE runners SET boot_id = 'the one before'");

    await scene.drain();

    expect((await scene.output("a", "stdout")).toString()).toBe("on the disk\n");
    expect(await scene.store.attempts("a")).toMatchObject([
      { number: 1, outcome: "lost" },
      { number: 2, outcome: "exited" },
    ]);
    expect(await scene.job("a")).toMatchObject({ state: "completed", attempts: 1, crashes: 0 });
    expect(readdirSync(scene.spoolDir)).toEqual([]);
  });

  test("and loses the same job three times buries it", async () => {
    await using scene = await Scene.open();
    await scene.enqueue({ id: "a", command: "kill -9 $PPID; sleep 300" });
    for (const id of ["r1", "r2", "r3"]) {
      const remote = await scene.remote({ id });
      expect(await remote.process.exited).not.toBe(0);
    }
    await scene.drain();
    expect(await scene.job("a")).toMatchObject({ state: "dead", crashes: 3 });
    expect((await scene.job("a")).last?.error).toBe("crashed its runner 3 times");
  });
});

describe("a lease that is gone", () => {
  test("makes a late result change nothing", async () => {
    await using scene = await Scene.open();
    const runner = await scene.runner();
    await scene.enqueue({
      id: "a",
      command: `until test -e ${scene.file("go")} -o ! -d ${scene.file("")}; do sleep 0.02; done; exit 3`,
    });
    const { last } = await scene.started("a");
    // What another runner would do that took this one for dead: the attempt is lost, and the job waits again.
    const thief = { id: "thief", workers: 1, queues: [], version: "test" };
    await scene.store.register(thief, Date.now());
    const cookie = await leaseOf(last?.pid ?? 0);
    const settlement = {
      lease: cookie,
      outcome: { kind: "lost", because: "runner-died" },
      verdict: { state: "cancelled" },
      finishedAt: Date.now(),
      output: [],
      limits: { headBytes: 1, tailBytes: 1 },
    } as const;
    await scene.store.turn(
      { runner: "thief", started: [], settled: [settlement], released: [], capacity: 0 },
      Date.now(),
    );
    const before = await scene.job("a");
    await Bun.write(scene.file("go"), "");
    await until(() => scene.events.some(({ type }) => type === "lease-gone"));
    expect(await scene.job("a")).toEqual(before);
    await scene.store.deregister("thief");
    runner.drain();
  });
});

async function leaseOf(pid: number) {
  const { parseLease } = await import("@queuectl/core");
  const environment = await Bun.file(`/proc/${pid}/environ`).text();
  const text = environment.split("\0").find((entry) => entry.startsWith("QUEUECTL_LEASE="));
  const lease = parseLease(text?.slice("QUEUECTL_LEASE=".length) ?? "");
  if (lease === null) throw new Error(`process ${pid} carries no lease`);
  return lease;
}
