import { join } from "node:path";
import type { Violation } from "./invariants.ts";
import type { Living } from "./processes.ts";

/** What the checker is told: where to look, and what the harness heard and saw by itself. */
export interface Evidence {
  readonly database: string;
  /** `null` where no job kept one. */
  readonly ledger: string | null;
  readonly spool: string;
  /** The event files of all runners. */
  readonly events: readonly string[];
  readonly acknowledged: readonly string[];
  readonly refused: readonly string[];
  /** What attempts started and still lives, the grace being over. */
  readonly living: readonly Living[];
  /** Everything was given the time to end. */
  readonly terminal: boolean;
  /** The power was lost: what an attempt had written that was not settled by then may be gone. */
  readonly unsynced?: boolean;
  /** Whoever took an attempt over came to the end of that, so that what a job says when it is ended is read. */
  readonly undisturbed?: boolean;
}

const CHECKER = join(import.meta.dir, "../check/main.ts");

/** Checks every invariant, in a process of its own: it reads the database's file with its own SQL, without the program. */
export async function inspect(evidence: Evidence): Promise<Violation[]> {
  const child = Bun.spawn([process.execPath, CHECKER], {
    stdin: new TextEncoder().encode(JSON.stringify(evidence)),
    stdout: "pipe",
    stderr: "pipe",
  });
  const [stdout, stderr, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  if (code !== 0) return [{ invariant: "integrity", detail: `the checker could not read it: ${stderr.slice(0, 800)}` }];
  return JSON.parse(stdout);
}
