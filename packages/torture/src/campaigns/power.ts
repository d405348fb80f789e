import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { judgeFiles, judgeProgram } from "../power/judge.ts";
import { layOut, Stage } from "../power/lay-out.ts";
import { record } from "../power/record.ts";
import { type State, statesOf } from "../power/states.ts";
import { SUBJECTS, type Subject } from "../power/subjects.ts";
import type { Violation } from "../scene/invariants.ts";
import { lacksStrace } from "../scene/needs.ts";
import type { Scene } from "../scene/scene.ts";
import type { Campaign, Run } from "./campaign.ts";

/** How many states of each recording the program opens, in the long form. */
const OPENED = 60;

/** Campaign 5: the machine loses its power, and with it what was not synced, or some of that. */
export const power: Campaign = {
  name: "power",
  about:
    "what a loss of power may leave of the disk at each system call of enqueuers, a bulk, a first start, an operator, backups, a restore, a web server, a runner",
  lacks: lacksStrace,
  async run(run) {
    // The program is started twice for each state that it opens: in the short form it opens one of one recording.
    const opened = run.random.pick(SUBJECTS);
    const wanted = (subject: Subject) => run.repetitions(subject === opened ? 1 : 0, OPENED);
    await Promise.all(SUBJECTS.map((subject) => lostUnder(subject, wanted(subject), run)));
  },
};

async function lostUnder(subject: Subject, opened: number, run: Run): Promise<void> {
  const random = run.random.fork(subject.name);
  const recording = await record(subject);
  await using scene = recording.scene;
  const { after, calls, places } = recording;
  const fault = `power lost under ${subject.name}`;
  const chosen: State[] = [];
  const pick = random.fork("opened");
  let states = 0;
  for (const state of statesOf(recording, run.long, random)) {
    states += 1;
    run.count(fault, at(state, examined(state, scene)));
    // So many of them, each as likely as any other.
    if (chosen.length < opened) chosen.push(state);
    else if (pick.between(1, states) <= opened) chosen[pick.between(0, opened - 1)] = state;
    if (states % 10 === 0) await Bun.sleep(0);
  }
  if (run.long)
    run.say(`${subject.name}: ${states} states were looked into, ${chosen.length} are opened by the program`);
  const stage = new Stage(after.disk, join(scene.home, "kept"));
  for (const state of chosen) {
    stage.set(state.remains);
    run.count(
      `${fault}, then the program`,
      at(state, scene.kept(await judgeProgram(scene, subject.first, state.heard))),
    );
  }
  run.figure(
    `${subject.name}: ${calls.length} calls, ${places.length} places, ${states} states, ${chosen.length} opened by the program`,
  );
}

/** What SQLite alone sees in it. */
function examined({ remains, heard }: State, scene: Scene): Violation[] {
  const folder = join(scene.home, "state");
  mkdirSync(folder);
  layOut(remains, folder);
  const found = judgeFiles(folder, scene, heard);
  // The next recording would not be the same: the state itself is the evidence.
  if (found.length > 0) renameSync(folder, join(scene.home, `state-${Bun.randomUUIDv7()}`));
  else rmSync(folder, { recursive: true });
  return scene.kept(found);
}

function at({ where }: State, found: readonly Violation[]): Violation[] {
  return found.map(({ invariant, detail }) => ({ invariant, detail: `${where}: ${detail}` }));
}
