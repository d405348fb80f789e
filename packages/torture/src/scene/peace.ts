/** What follows when the faults have stopped: everything comes to its end, and is looked at. */
import { existsSync } from "node:fs";
import { inspect } from "./inspect.ts";
import type { Violation } from "./invariants.ts";
import { childrenIn, type Living } from "./processes.ts";
import type { Launch } from "./program.ts";
import type { Running } from "./running.ts";

/** Long enough that a ladder is walked, short enough to wait for. */
export const KILL_GRACE_MS = 300;
/** What the invariants allow beyond the grace. */
const CLEAR_WITHIN_MS = KILL_GRACE_MS + 2_000;
const QUIET_WITHIN_MS = 90_000;
/** A job that kills its runner does so until its crash budget is used up. */
const LAST_RUNNERS = 10;

/** What peace comes over: a home with what was started in it, and what is known of it. */
export interface Site {
  readonly home: string;
  readonly database: string;
  readonly ledger: string;
  readonly spool: string;
  readonly keepsLedger: boolean;
  readonly undisturbed: boolean;
  readonly acknowledged: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
  readonly runners: readonly Running[];
  runner(args: readonly string[], surroundings: Launch): Running;
}

/** Runs what is left to its end with runners that nothing disturbs, waits until everything is gone, and inspects what came of it. */
export async function quiesce(scene: Site, terminal: boolean, surroundings: Launch): Promise<Violation[]> {
  const found: Violation[] = [];
  for (const runner of scene.runners) await runner.kill();
  for (let left = terminal ? LAST_RUNNERS : 0; left > 0; left -= 1) {
    const last = scene.runner(["--until-empty", "--count", "2"], surroundings);
    const code = await last.ends(QUIET_WITHIN_MS);
    if (code === 0) break;
    if (code !== "late" && left > 1) continue;
    found.push({ invariant: "terminal", detail: `the last runner: ${code}, ${await last.said()}` });
    break;
  }
  for (const runner of scene.runners) await runner.kill();
  return [...found, ...(await inspectScene(scene, terminal))];
}

export async function inspectScene(scene: Site, terminal: boolean): Promise<Violation[]> {
  return inspect({
    database: scene.database,
    ledger: scene.keepsLedger ? scene.ledger : null,
    spool: scene.spool,
    events: scene.runners.map(({ events }) => events).filter((path) => existsSync(path)),
    acknowledged: [...scene.acknowledged],
    refused: [...scene.refused],
    living: terminal ? await left(scene) : [],
    terminal,
    undisturbed: scene.undisturbed,
  });
}

async function left({ home }: Site): Promise<Living[]> {
  const deadline = performance.now() + CLEAR_WITHIN_MS;
  for (;;) {
    const living = childrenIn(home);
    if (living.length === 0 || performance.now() > deadline) return living;
    await Bun.sleep(20);
  }
}
