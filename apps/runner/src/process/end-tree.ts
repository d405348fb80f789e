/** The one ladder that timeout, cancel, interrupt and rescue walk: SIGTERM, grace, SIGKILL, until nothing is left. */
import { type Clock, pause } from "../service/service.ts";
import { carriersOf, type Found, membersOf } from "./find.ts";
import { signalGroup, signalProcess } from "./signal.ts";

/** What an attempt started. */
export interface Tree {
  /** Its process group, once known to be the right one. */
  readonly group: number | null;
  /** The lease in the environment of its descendants; `null` leaves alone what left the group. */
  readonly cookie: string | null;
  /** Its runner died, perhaps between the fork of a process and its becoming the job: that is waited for. */
  readonly orphaned?: boolean;
}

export interface Ladder {
  readonly clock: Clock;
  readonly graceMs: number;
  /** Called once when something does not even end by SIGKILL; the ladder goes on waiting for it. */
  readonly stuck: (pids: readonly number[]) => void;
}

const FIRST_LOOK_MS = 2;
const LONGEST_LOOK_MS = 100;
/** SIGKILL takes effect at once, but for uninterruptible sleep. */
const STUCK_AFTER_MS = 5_000;
/** What cannot be told apart is between two programs, or on its way out: it takes no seconds, unless it is not ours at all. */
const UNCLEAR_MS = 5_000;

/** Resolves once nothing of the tree lives. Without anything to end it costs one system call, and one scan with a cookie. */
export async function endTree(tree: Tree, { clock, graceMs, stuck }: Ladder): Promise<void> {
  const since = clock.elapsed();
  const asked = new Set<string>();
  const { strays, unclear } = straysOf(tree);
  if (!askGroup(tree) && strays.length === 0 && !unclear) return;
  ask(strays, asked);
  let look = FIRST_LOOK_MS;
  let told = false;
  for (;;) {
    const left = survivors(tree);
    const waited = clock.elapsed() - since;
    if (!left.lives && !(left.unclear && waited < UNCLEAR_MS)) return;
    // Again in every round: what was forked meanwhile, or seen only now, is ended too.
    if (waited < graceMs) ask(left.strays, asked);
    else kill(tree, left.strays);
    if (waited >= graceMs + STUCK_AFTER_MS && !told) {
      told = true;
      stuck([...left.members, ...left.strays].map(({ pid }) => pid));
    }
    await pause(clock, waited < graceMs ? Math.min(look, graceMs - waited) : look);
    look = Math.min(look * 2, LONGEST_LOOK_MS);
  }
}

/** Asks the group to end. Whether there is one. */
function askGroup({ group }: Tree): boolean {
  if (group === null || signalGroup(group, "SIGTERM") === "gone") return false;
  // A stopped process would not see the SIGTERM before it goes on.
  signalGroup(group, "SIGCONT");
  return true;
}

/** Asks each once. */
function ask(strays: readonly Found[], asked: Set<string>): void {
  for (const { pid, start } of strays) {
    const key = `${pid} ${start}`;
    if (asked.has(key)) continue;
    asked.add(key);
    signalProcess(pid, start, "SIGTERM");
    signalProcess(pid, start, "SIGCONT");
  }
}

function kill({ group }: Tree, strays: readonly Found[]): void {
  if (group !== null) signalGroup(group, "SIGKILL");
  for (const { pid, start } of strays) signalProcess(pid, start, "SIGKILL");
}

interface Survivors {
  readonly lives: boolean;
  readonly unclear: boolean;
  readonly members: readonly Found[];
  readonly strays: readonly Found[];
}

function survivors(tree: Tree): Survivors {
  const grouped = tree.group !== null && signalGroup(tree.group, 0) !== "gone";
  // The kernel counts zombies as members. Without /proc they cannot be told apart, but there init reads them promptly.
  const members = grouped ? membersOf(tree.group as number) : { found: [], unclear: false };
  const inGroup = process.platform === "linux" ? members.found.length > 0 : grouped;
  const { strays, unclear } = straysOf(tree);
  return {
    lives: inGroup || strays.length > 0,
    unclear: unclear || members.unclear,
    members: members.found,
    strays,
  };
}

/** What left the group. */
function straysOf({ cookie, group, orphaned = false }: Tree): { strays: Found[]; unclear: boolean } {
  if (cookie === null) return { strays: [], unclear: false };
  const { found, unclear } = carriersOf(cookie, orphaned);
  return { strays: found.filter((each) => each.group !== group), unclear };
}
