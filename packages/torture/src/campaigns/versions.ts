import type { Violation } from "../scene/invariants.ts";
import { job } from "../scene/job.ts";
import { misbehaviour } from "../scene/program.ts";
import { Scene } from "../scene/scene.ts";
import type { Campaign, Run } from "./campaign.ts";

const AT_ONCE = 8;
/** What the program's own is: the last migration. */
const VERSION = 7;

/** Campaign 7: programs of two versions meet at one database; eight start at once where there is none. */
export const versions: Campaign = {
  name: "versions",
  about: "two versions with different schema on one database; eight first starts at once",
  async run(run) {
    for (let at = 0; at < run.repetitions(2, 40); at += 1) run.count("eight first starts at once", await firstStarts());
    for (let at = 0; at < run.repetitions(1, 20); at += 1) await twoVersions(run);
  },
};

async function firstStarts(): Promise<Violation[]> {
  await using fresh = Scene.bare();
  const commands = Array.from({ length: AT_ONCE }, (_, at) => async () => {
    if (at === 0) return fresh.run(["init"]);
    if (at === 1) return fresh.run(["list"]);
    return fresh.enqueue([job(fresh.name())]);
  });
  const ended = await Promise.all(commands.map((each) => each()));
  // Who only looks makes no store, and may have come before all others.
  const wrong = ended.flatMap((each, at) => misbehaviour(each, at === 1 ? [0, 4] : [0]) ?? []);
  return [...wrong.map(promise), ...(await fresh.quiesce())];
}

async function twoVersions(run: Run): Promise<void> {
  const newer = { preload: "newer.ts" };
  await using scene = await Scene.open();
  await scene.give(3, "sleep 0.2");
  const old = await scene.runner(["--count", "1"]).ready();

  const refused = await scene.run(["init"], newer);
  const early = misbehaviour(refused, [1]);
  const wrong = early === null ? [] : [`a migration under a runner: ${early}`];
  if (!refused.stderr.includes("runner still works")) wrong.push(`it does not say why: ${refused.stderr}`);
  run.count("the newer one migrates while the older one runs", wrong.map(promise));

  // Its runner dies, the newer program migrates, and what the older one left is the newer one's to recover.
  await old.kill();
  const migrated = await scene.enqueue([job(scene.name())], newer);
  const late = misbehaviour(migrated, [0]);
  const older = await scene.enqueue([job("by-the-older")]);
  const kept = misbehaviour(older, [1]);
  const said = [late, kept, older.stderr.includes(`version ${VERSION + 1}`) ? null : "the older one does not say why"];
  const found = await scene.quiesce({ surroundings: newer });
  run.count("the older one meets what the newer one migrated", [
    ...said.flatMap((each) => each ?? []).map(promise),
    ...found,
  ]);

  run.count("the database becomes newer under a runner", await becomesNewer());
}

/** As when somebody migrates in spite of the runner: it drains, and writes nothing more. */
async function becomesNewer(): Promise<Violation[]> {
  await using scene = await Scene.open();
  await scene.give(2, "sleep 0.5");
  const runner = await scene.runner(["--count", "2"]).ready();
  await scene.sql(`PRAGMA user_version = ${VERSION + 1}`);
  const code = await runner.ends(15_000);
  const wrong = code === 1 ? [] : [promise(`a runner on a newer database: ${code}`)];
  await scene.sql(`PRAGMA user_version = ${VERSION}`);
  return [...wrong, ...(await scene.quiesce())];
}

function promise(detail: string): Violation {
  return { invariant: "promise", detail };
}
