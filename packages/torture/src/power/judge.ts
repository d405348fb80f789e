/** What must hold of a state, held against what the world had heard and seen by then. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { checkExecuted } from "../check/executed.ts";
import { readFacts } from "../check/facts.ts";
import { checkLeft } from "../check/left.ts";
import { checkStored } from "../check/stored.ts";
import type { Evidence } from "../scene/inspect.ts";
import type { Violation } from "../scene/invariants.ts";
import { misbehaviour } from "../scene/program.ts";
import type { Scene } from "../scene/scene.ts";
import { saidBy } from "./record.ts";
import type { Replay } from "./replay.ts";
import { diskOf, type Step } from "./subjects.ts";

const QUIET_WITHIN_MS = 90_000;

/** What the world knows at one place of a recording. */
export interface Heard {
  readonly acknowledged: readonly string[];
  /** The events of its runners, and the ledger of its jobs. */
  readonly events: string;
  readonly ledger: string;
  /** How much of all this there is: two places where the world knew the same have the same. */
  readonly extent: string;
  /** What is wrong with a disk laid out in `folder`, as far as the program has spoken of it. */
  readonly broken: (folder: string) => readonly string[];
}

export function heardIn(scene: Scene, steps: readonly Step[], before: ReadonlySet<string>, replay: Replay): Heard {
  const words = steps.map((step, at) => ({ ...step, said: replay.said(saidBy(scene, at)) }));
  return {
    acknowledged: [
      ...before,
      ...words.flatMap(({ said, jobs = [] }) => (/enqueued .+\n/.test(said) ? jobs.map(({ id }) => id) : [])),
    ],
    events: words
      .filter(({ argv }) => argv.includes("--json"))
      .map(({ said }) => said)
      .join(""),
    ledger: replay.said(scene.ledger),
    extent: [...words.map(({ said }) => said.length), replay.said(scene.ledger).length].join(" "),
    broken: (folder) =>
      words.flatMap(({ said, promises, always }) => (said === "" ? always : promises)?.(folder) ?? []),
  };
}

/** Looks into the files of a disk, laid out in `folder`, with SQLite alone. */
export function judgeFiles(folder: string, { database, home }: Scene, heard: Heard): Violation[] {
  const here = join(folder, relative(diskOf(home), database));
  const found = existsSync(here)
    ? judged({ ...evidence(here, heard, home), terminal: false })
    : heard.acknowledged.map((id) => lost(id, "there is no database"));
  return [...found, ...heard.broken(folder).map((detail) => ({ invariant: "promise" as const, detail }))];
}

/** Opens them with the program, and executes what is left. */
export async function judgeProgram(
  scene: Scene,
  first: readonly string[] | undefined,
  heard: Heard,
): Promise<Violation[]> {
  const found: Violation[] = [];
  const missing = !existsSync(scene.database);
  if (missing && heard.acknowledged.length > 0)
    found.push(...heard.acknowledged.map((id) => lost(id, "there is no database")));
  const told = evidence(scene.database, heard, scene.home);
  writeFileSync(scene.ledger, heard.ledger);
  const status = misbehaviour(await scene.run(["status"]), missing ? [0, 4] : [0]);
  if (status !== null) found.push({ invariant: "promise", detail: `status: ${status}` });
  if (first !== undefined) await scene.run(first);
  const runner = scene.runner(["--until-empty", "--count", "2"]);
  const code = await runner.ends(QUIET_WITHIN_MS);
  await runner.kill();
  for (const { event, id, outcome } of runner.heard()) {
    const because = (outcome as { because?: string } | undefined)?.because ?? "rebooted";
    if (event !== "job-rescued" || because === "rebooted") continue;
    found.push({ invariant: "promise", detail: `${id} was lost since the power was, and not for ${because}` });
  }
  if (code !== 0) found.push({ invariant: "terminal", detail: `the next runner: ${code}, ${await runner.said()}` });
  return [
    ...found,
    ...judged({ ...told, ledger: scene.ledger, events: [...told.events, runner.events], terminal: true }),
  ];
}

function evidence(database: string, heard: Heard, folder: string): Evidence {
  const [events, ledger] = [join(folder, "heard-events"), join(folder, "heard-ledger")];
  mkdirSync(folder, { recursive: true });
  writeFileSync(events, heard.events);
  writeFileSync(ledger, heard.ledger);
  const { acknowledged } = heard;
  const spool = `${database}.d/spool`;
  return {
    database,
    ledger,
    spool,
    events: [events],
    acknowledged,
    refused: [],
    living: [],
    terminal: false,
    unsynced: true,
  };
}

function judged(evidence: Evidence): Violation[] {
  try {
    const facts = readFacts(evidence);
    return [...checkStored(facts), ...checkExecuted(facts), ...checkLeft(facts)];
  } catch (error) {
    return [{ invariant: "integrity", detail: `it cannot be read: ${(error as Error).message}` }];
  }
}

function lost(id: string, why: string): Violation {
  return { invariant: "acknowledged", detail: `${id} was acknowledged, and ${why}` };
}
