import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Violation } from "../scene/invariants.ts";
import { job } from "../scene/job.ts";
import { lacksMount, SmallDisk } from "../scene/mount.ts";
import type { Launch } from "../scene/program.ts";
import { type Running, until } from "../scene/running.ts";
import { Scene } from "../scene/scene.ts";
import type { Campaign } from "./campaign.ts";

/** A trouble, what brings it about, and the name of the check that must tell of it. */
interface Trouble {
  readonly fault: string;
  readonly readyz: string;
  /** What `status` must tell; `null` where only the runner itself can know. */
  readonly status: string | null;
  readonly surroundings?: Launch;
  /** Resolves once the trouble is there, to what ends it. */
  readonly begin: (scene: Scene) => Promise<() => unknown>;
}

/** A claim loop counts as stalled after 20 s. */
const TOLD_WITHIN_MS = 30_000;
/** Some checks are repeated every 15 s only. */
const WELL_WITHIN_MS = 30_000;

const LOCKED: Trouble = {
  fault: "the store is locked: told while it lasts",
  readyz: "unlocked",
  status: "unlocked",
  begin: async ({ database }) => {
    const argv = [process.execPath, join(import.meta.dir, "../other/hold-lock.ts"), database, "60000"];
    const holder = Bun.spawn(argv, { stdout: "pipe" });
    await holder.stdout.getReader().read();
    return () => holder.kill("SIGKILL");
  },
};

const STALLED: Trouble = {
  fault: "the claim loop is stalled: told while it lasts",
  readyz: "claim-loop",
  status: null,
  surroundings: { preload: "stalling-turn.ts" },
  begin: async ({ home }) => {
    writeFileSync(join(home, "stall"), "");
    return () => rmSync(join(home, "stall"));
  },
};

const NO_WORKER: Trouble = {
  fault: "no worker is alive: told while it lasts",
  readyz: "workers",
  status: null,
  surroundings: { preload: "dying-workers.ts" },
  begin: async (scene) => {
    writeFileSync(join(scene.home, "no-workers"), "");
    await scene.enqueue([job("throw-once-0", "sleep 0.2")]);
    return () => rmSync(join(scene.home, "no-workers"));
  },
};

function full(small: SmallDisk): Trouble {
  return {
    fault: "the disk is full: told while it lasts",
    readyz: "space",
    status: "space",
    begin: async () => {
      small.fill();
      return () => small.free();
    },
  };
}

/** What operators see: each trouble by its own name, while it lasts and no longer. */
export const health: Campaign = {
  name: "health",
  about: "/readyz and status tell apart: store locked, disk full, claim loop stalled, no worker alive; and recover",
  async run(run) {
    const lacking = lacksMount();
    if (lacking !== null) run.skip("the disk is full: told while it lasts", lacking);
    for (let at = 0; at < run.repetitions(1, 5); at += 1) {
      const troubles = [LOCKED, STALLED, NO_WORKER];
      await Promise.all([
        ...troubles.map(async (trouble) => run.count(trouble.fault, await told(trouble))),
        ...(lacking === null ? [onSmallDisk().then(([fault, found]) => run.count(fault, found))] : []),
      ]);
      run.count("no runner is there: told while it lasts", await noRunner());
    }
  },
};

async function onSmallDisk(): Promise<[string, Violation[]]> {
  using small = SmallDisk.mount(64);
  const trouble = full(small);
  return [trouble.fault, await told(trouble, join(small.path, "queue.db"))];
}

async function told({ readyz, status, surroundings = {}, begin }: Trouble, database?: string): Promise<Violation[]> {
  await using scene = await Scene.open(database === undefined ? {} : { database });
  const port = freePort();
  const runner = await scene.runner(["--count", "1", "--http", String(port)], surroundings).ready();
  const probe = () => failing(scene, runner, port);
  const wrong: string[] = [];
  const expect = async (what: string, reached: () => Promise<boolean>, withinMs: number) => {
    await until(reached, what, withinMs).catch(() => wrong.push(`never came: ${what}`));
  };
  await expect("a runner that is well", async () => (await probe()).length === 0, WELL_WITHIN_MS);
  const end = await begin(scene);
  await expect(`${readyz} in /readyz`, async () => (await probe()).includes(readyz), TOLD_WITHIN_MS);
  if (status !== null && !(await inStatus(scene)).includes(status)) wrong.push(`status does not tell of ${status}`);
  await end();
  await expect("a runner that is well again", async () => (await probe()).length === 0, WELL_WITHIN_MS);
  if (status !== null && (await inStatus(scene)).includes(status)) wrong.push(`status still tells of ${status}`);
  await scene.give(1);
  const found = await scene.quiesce();
  return [...wrong.map((detail) => ({ invariant: "promise" as const, detail })), ...found];
}

async function noRunner(): Promise<Violation[]> {
  await using scene = await Scene.open();
  const wrong: string[] = [];
  if (!(await inStatus(scene)).includes("workers")) wrong.push("status does not tell that no worker is alive");
  const runner = await scene.runner().ready();
  if ((await inStatus(scene)).length > 0) wrong.push("status tells of trouble where there is none");
  await runner.kill();
  if (!(await inStatus(scene)).includes("workers")) wrong.push("status does not tell that the runner was killed");
  return wrong.map((detail) => ({ invariant: "promise" as const, detail }));
}

type Checks = { readonly checks: readonly { readonly name: string; readonly ok: boolean }[] };

/** The names of the checks that fail in /readyz; `silent` where it does not answer. */
async function failing(scene: Scene, runner: Running, port: number): Promise<string[]> {
  if (runner.gone) throw new Error(`the runner is gone: ${await runner.said()}`);
  try {
    const token = readFileSync(`${scene.database}.d/token`, "utf8").trim();
    const headers = { authorization: `Bearer ${token}` };
    const signal = AbortSignal.timeout(5_000);
    const report = (await (await fetch(`http://127.0.0.1:${port}/readyz`, { headers, signal })).json()) as Checks;
    return names(report);
  } catch {
    return ["silent"];
  }
}

async function inStatus(scene: Scene): Promise<string[]> {
  return names((JSON.parse(await scene.must("status", "--json")) as { health: Checks }).health);
}

function names({ checks }: Checks): string[] {
  return checks.filter(({ ok }) => !ok).map(({ name }) => name);
}

function freePort(): number {
  const listener = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
  listener.stop(true);
  return listener.port;
}
