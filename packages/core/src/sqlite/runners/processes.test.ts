import { afterEach, describe, expect, setDefaultTimeout, test } from "bun:test";
import { copyFileSync, existsSync, renameSync, rmSync } from "node:fs";
import { runner } from "../../contract/scene/steps.ts";
import type { JobStore } from "../../store/index.ts";
import { openSqliteStore } from "../index.ts";
import { scratchDatabase } from "../scratch.ts";

// Real processes on a busy machine.
setDefaultTimeout(60_000);

const spawned: Bun.Subprocess[] = [];

afterEach(() => {
  for (const child of spawned.splice(0)) child.kill("SIGKILL");
});

function spawn(path: string, name: string, deed: string) {
  const argv = [process.execPath, `${import.meta.dir}/child.fixture.ts`, path, name, deed];
  const child = Bun.spawn(argv, { stdout: "pipe", stderr: "pipe", stdin: "ignore" });
  spawned.push(child);
  return child;
}

/** Rejects with what a child complained of. */
async function succeeds(child: ReturnType<typeof spawn>): Promise<void> {
  const complaints = await new Response(child.stderr).text();
  expect({ exitCode: await child.exited, complaints }).toEqual({ exitCode: 0, complaints: "" });
}

/** A runner in another process that holds a job, and what its end leaves. */
async function holder(store: JobStore, path: string) {
  await store.enqueue([{ id: "job1", command: "true" }], Date.now());
  const child = spawn(path, "victim", "hold");
  await child.stdout.getReader().read();
  return child;
}

test("eight processes open a database that is not there yet, and each stores its job", async () => {
  const path = scratchDatabase();

  await Promise.all(Array.from({ length: 8 }, (_, i) => succeeds(spawn(path, `job${i}`, "enqueue-one"))));

  const store = await openSqliteStore(path, { access: "read" });
  expect(await store.jobs({ limit: 99 })).toHaveLength(8);
  expect((await store.status(0)).jobs.pending).toBe(8);
  await store.close();
});

test("two enqueue and two work, all at full speed: every job is done once, and nobody meets a lock", async () => {
  const path = scratchDatabase();
  const deeds = [
    spawn(path, "a", "enqueue-many"),
    spawn(path, "b", "enqueue-many"),
    spawn(path, "w1", "work"),
    spawn(path, "w2", "work"),
  ];

  await Promise.all(deeds.map(succeeds));

  const store = await openSqliteStore(path, { access: "read" });
  expect((await store.status(0)).jobs).toMatchObject({ completed: 200, pending: 0, processing: 0 });
  const jobs = await store.jobs({ limit: 1_000 });
  expect(jobs.filter(({ attempts, last }) => attempts === 1 && last?.number === 1)).toHaveLength(200);
  expect(await store.runners(0)).toEqual([]);
  await store.close();
});

test("a runner that is killed is dead at once; a suspended one lives", async () => {
  const path = scratchDatabase();
  const store = await openSqliteStore(path, { access: "write" });
  const child = await holder(store, path);
  await store.register(runner("rescuer"), Date.now());

  child.kill("SIGSTOP");
  const muchLater = Date.now() + 10 * 86_400_000;
  expect(await store.rescue("rescuer", muchLater)).toEqual([]);
  expect(await store.runners(muchLater)).toMatchObject([{ id: "victim", alive: true, pid: child.pid }, {}]);

  child.kill("SIGKILL");
  await child.exited;
  expect(await store.rescue("rescuer", Date.now())).toMatchObject([{ job: { id: "job1" }, reachable: true }]);
  expect(existsSync(`${path}.d/locks/victim.lock`)).toBe(false);
  await store.close();
});

describe("a runner whose lock", () => {
  test.each<[string, (locks: string, lock: string) => void]>([
    ["was deleted", (_, lock) => rmSync(lock)],
    ["was deleted with its directory", (locks) => rmSync(locks, { recursive: true, force: true })],
    ["came back from a backup", (_, lock) => [copyFileSync(lock, `${lock}.old`), renameSync(`${lock}.old`, lock)]],
  ])("%s lives all the same, and takes it again", async (_, act) => {
    const path = scratchDatabase();
    const store = await openSqliteStore(path, { access: "write" });
    const child = await holder(store, path);
    await store.register(runner("rescuer"), Date.now());
    const locks = `${path}.d/locks`;

    act(locks, `${locks}/victim.lock`);
    act(locks, `${locks}/rescuer.lock`);
    expect(await store.rescue("rescuer", Date.now())).toEqual([]);
    expect(await store.runners(Date.now())).toMatchObject([{ alive: true }, { alive: true }]);
    await store.heartbeat("rescuer", Date.now());

    expect(isHeldFromElsewhere(`${locks}/rescuer.lock`)).toBe(true);
    child.kill("SIGKILL");
    await child.exited;
    expect(await store.rescue("rescuer", Date.now())).toMatchObject([{ job: { id: "job1" }, loss: "runner-died" }]);
    await store.deregister("rescuer");
    expect(existsSync(`${locks}/rescuer.lock`)).toBe(false);
    await store.close();
  });
});

/** Asked in another process: within one, SQLite needs no lock of the kernel's to know. */
function isHeldFromElsewhere(lock: string): boolean {
  const script = 'new (require("bun:sqlite").Database)(process.argv[1]).prepare("SELECT * FROM sqlite_schema").all()';
  const { exitCode, stderr } = Bun.spawnSync([process.execPath, "-e", script, lock], { stderr: "pipe" });
  return exitCode !== 0 && stderr.toString().includes("SQLITE_BUSY");
}
