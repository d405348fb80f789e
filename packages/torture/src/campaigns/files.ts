import { copyFileSync, cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { Violation } from "../scene/invariants.ts";
import { job } from "../scene/job.ts";
import { childrenIn } from "../scene/processes.ts";
import { misbehaviour } from "../scene/program.ts";
import type { Random } from "../scene/random.ts";
import { until } from "../scene/running.ts";
import { Scene } from "../scene/scene.ts";
import type { Campaign } from "./campaign.ts";
import { startWriters } from "./writers.ts";

/** Something happens to the database behind a runner's back; `undo` puts it right where that can be. */
interface Deed {
  readonly fault: string;
  readonly act: (scene: Scene) => void;
  /** `null` where what was in it is gone. */
  readonly undo: ((scene: Scene) => void) | null;
}

const DEEDS: readonly Deed[] = [
  {
    fault: "the database is renamed under a runner, and back",
    act: ({ database }) => renameSync(database, `${database}.moved`),
    undo: ({ database }) => {
      // What came into its place meanwhile was not there before.
      rmSync(database, { force: true });
      renameSync(`${database}.moved`, database);
    },
  },
  {
    fault: "the database is deleted under a runner",
    act: ({ database }) => rmSync(database),
    undo: null,
  },
  {
    fault: "the database is replaced by another under a runner, and put back",
    act: ({ database }) => {
      copyFileSync(`${database}.other`, `${database}.new`);
      renameSync(database, `${database}.moved`);
      renameSync(`${database}.new`, database);
    },
    undo: ({ database }) => renameSync(`${database}.moved`, database),
  },
  {
    fault: "the WAL is removed under a runner",
    act: ({ database }) => rmSync(`${database}-wal`),
    // The runner has it open still, and brings what is in it into the database when it ends.
    undo: () => {},
  },
];

/** Campaign 4, the files: what somebody does to the database while it is in use, and while it is not. */
export const files: Campaign = {
  name: "files",
  about:
    "the database renamed, deleted, replaced, its WAL removed under a runner and all who acknowledge; its bytes flipped",
  async run(run) {
    for (let at = 0; at < run.repetitions(1, 20); at += 1) {
      // Beside each other: it takes a runner that is busy some seconds to notice.
      const found = await Promise.all(DEEDS.map(underRunner));
      for (const [which, { fault }] of DEEDS.entries()) run.count(fault, found[which] ?? []);
      const told = await Promise.all([null, ...DEEDS].map(underWriters));
      for (const [which, deed] of [null, ...DEEDS].entries()) {
        const what = deed?.fault.replace(/ under a runner.*/, "") ?? "nothing happens";
        run.count(`${what} under those who acknowledge`, told[which] ?? []);
      }
    }
    for (let at = 0; at < run.repetitions(1, 200); at += 1) {
      run.count("bytes of the database are flipped, and restored", await flipped(run.random.fork(`flip ${at}`)));
    }
  },
};

async function underRunner({ act, undo }: Deed): Promise<Violation[]> {
  await using scene = await Scene.open();
  copyFileSync(scene.database, `${scene.database}.other`);
  const wrong: string[] = [];
  await scene.give(2, "sleep 30");
  await scene.give(2, "sleep 0.1");
  const runner = await scene.runner(["--count", "2"]).ready();
  await until(() => childrenIn(scene.home).length >= 2, "jobs that execute");

  act(scene);
  const code = await runner.ends(20_000);
  if (code !== 1) wrong.push(`the runner: ${code}`);
  if (childrenIn(scene.home).length > 0) wrong.push("it left its jobs running");
  if (runner.heard().at(-1)?.event !== "runner-finished") wrong.push("it did not say why it ended");
  const promises = wrong.map((detail) => ({ invariant: "promise" as const, detail }));
  if (undo === null) return promises;

  undo(scene);
  // What ran when it happened is executed anew, and would take half a minute.
  for (const id of scene.acknowledged) await scene.run(["cancel", "--no-wait", id]);
  return [...promises, ...(await scene.quiesce())];
}

/** Whoever answers that something is stored, has looked whether it is. */
async function underWriters(deed: Deed | null): Promise<Violation[]> {
  await using scene = await Scene.open();
  copyFileSync(scene.database, `${scene.database}.other`);
  const writers = await startWriters(scene);
  deed?.act(scene);
  const acknowledged = await Promise.all(writers.map((writer) => writer.store()));
  for (const writer of writers) await writer.end();
  return writers.flatMap(({ who }, at) => {
    if (acknowledged[at] === (deed === null)) return [];
    const detail = deed === null ? `${who} stores nothing` : `${who} acknowledged what is in no file`;
    return [{ invariant: "acknowledged" as const, detail }];
  });
}

/** A database with damage is refused or works; whatever is said, nothing hangs, and nothing is deleted. */
async function flipped(random: Random): Promise<Violation[]> {
  await using scene = await Scene.open();
  await scene.give(20, "seq 1 100");
  const original = `${scene.home}/original.db`;
  copyFileSync(scene.database, original);
  cpSync(`${scene.database}.d`, `${scene.home}/original.d`, { recursive: true });
  const bytes = readFileSync(scene.database);
  const size = bytes.length;
  for (let flips = random.between(1, 64); flips > 0; flips -= 1)
    bytes[random.between(0, size - 1)] = random.between(0, 255);
  writeFileSync(scene.database, bytes);

  const wrong: string[] = [];
  for (const argv of [["status"], ["list"], ["enqueue", JSON.stringify(job("while-damaged"))]]) {
    const complaint = misbehaviour(await scene.run(argv), [0, 1]);
    if (complaint !== null) wrong.push(`${argv[0]} on a damaged database: ${complaint}`);
  }
  const runner = scene.runner(["--until-empty", "--count", "2"]);
  const code = await runner.ends(10_000);
  if (code !== 0 && code !== 1 && code !== "late") wrong.push(`a runner on a damaged database: ${code}`);
  await runner.kill();
  if (!existsSync(scene.database)) wrong.push("the damaged database is gone");

  // Back to what it was before anything was executed: a scene of its own from here on.
  await using restored = await Scene.open();
  for (const id of scene.acknowledged) restored.acknowledged.add(id);
  for (const suffix of ["-wal", "-shm"]) rmSync(restored.database + suffix, { force: true });
  copyFileSync(original, restored.database);
  const found = await restored.quiesce();
  return [...wrong.map((detail) => ({ invariant: "promise" as const, detail })), ...found];
}
