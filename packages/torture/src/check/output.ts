import type { Violation } from "../scene/invariants.ts";
import { farewell, goodbye, hello } from "../scene/job.ts";
import type { AttemptRow, Facts, LedgerLine } from "./facts.ts";

/** The lines that the jobs of the harness write, and what a shell says of a child that a signal ended. */
const WRITTEN = /^(?:(?:hello|goodbye|farewell) from \w+|(?:line )?\d+|Terminated|Killed)\n/gm;

/** How attempts end that another runner has taken over. */
const TAKEN_OVER = new Set(["lost", "interrupted"]);

interface Written {
  readonly stdout: string;
  readonly stderr: string;
}

/** What the ledger names was written before, and must be there once the attempt is settled; and it is there in order, once. */
export function* checkOutput({ attempts, history, output, ...facts }: Facts): Generator<Violation> {
  const said = new Map<string, LedgerLine[]>();
  for (const line of history) {
    const key = `${line.id} attempt ${line.attempt}`;
    said.set(key, [...(said.get(key) ?? []), line]);
  }
  for (const row of attempts) {
    if (row.outcome === null) continue;
    const attempt = `${row.job}.${row.number}`;
    const written = { stdout: output.get(`${attempt}.stdout`) ?? "", stderr: output.get(`${attempt}.stderr`) ?? "" };
    const key = `${row.id} attempt ${row.number}`;
    const nonce = said.get(key)?.[0]?.nonce;
    const noted = new Set(said.get(key)?.map(({ what }) => what));
    const wrong = [...(nonce === undefined ? [] : lacking(row, nonce, noted, written, facts)), ...disorder(written)];
    for (const detail of wrong) yield { invariant: "output", detail: `${key} (${row.outcome}) ${detail}` };
  }
}

function* lacking(
  { outcome }: AttemptRow,
  nonce: string,
  noted: ReadonlySet<LedgerLine["what"]>,
  { stdout, stderr }: Written,
  { unsynced = false, undisturbed = false }: Pick<Facts, "unsynced" | "undisturbed">,
): Generator<string> {
  const taken = TAKEN_OVER.has(outcome ?? "");
  if (unsynced && outcome === "lost") {
    // Gone it may be, invented not.
    const strange = stdout.slice(0, stdout.lastIndexOf("\n") + 1).replace(WRITTEN, "");
    if (strange !== "") yield `never wrote ${JSON.stringify(strange.slice(0, 80))}`;
    return;
  }
  const shown = `: ${JSON.stringify(stdout.slice(0, 80))}, ${JSON.stringify(stderr.slice(-80))}`;
  // An attempt that ended by itself after its runner's death, and before its rescue, has left the rest in a pipe that nobody has.
  if (noted.has("start") && !stdout.startsWith(hello(nonce)) && !(taken && hello(nonce).startsWith(stdout)))
    yield `lacks its start${shown}`;
  if (noted.has("end") && !taken && !stdout.includes(goodbye(nonce))) yield `lacks its end${shown}`;
  // Of one that lived until its rescuer ended it, everything was read: from before the runner's death, and from after.
  if (!noted.has("term") || (taken && !undisturbed)) return;
  if (!stdout.startsWith(hello(nonce))) yield `lived, and lacks its start${shown}`;
  for (const text of [stdout, stderr])
    if (!text.includes(farewell(nonce))) yield `lived, and lacks its farewell${shown}`;
  const [out, err] = [linesOf(stdout).length, linesOf(stderr).length];
  if (out !== err && out !== err + 1) yield `lived, and has ${out} lines of stdout and ${err} of stderr`;
}

/** What a job that talks has said is there from its first line on, without a gap, and nothing twice. */
function* disorder({ stdout, stderr }: Written): Generator<string> {
  for (const text of [stdout, stderr]) {
    const at = linesOf(text).findIndex((number, before) => number !== before + 1);
    if (at !== -1) yield `has line ${linesOf(text)[at]} where line ${at + 1} should be`;
  }
}

function linesOf(text: string): number[] {
  return Array.from(text.matchAll(/^line (\d+)\n/gm), ([, number]) => Number(number));
}
