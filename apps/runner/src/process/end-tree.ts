/** The one ladder that timeout, cancel, interrupt and rescue walk: SIGTERM, grace, SIGKILL, until nothing is left. */
import { type Clock, pause } from "../service.ts";
import { carriersOf, type Found, membersOf } from "./find.ts";
import { signalGroup, signalProcess } from "./signal.ts";

/** What an attempt started. */
export interface Tree {
  /** Its process group, once known to be the right one. */
  readonly group: number | null;
  /** The lease in the environment of its descendants; `null` leaves alone what left the group. */
  readonly cookie: string | null;
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

/** Resolves once nothing of the tree lives. Without anything to end it costs one system call, and one scan with a cookie. */
export async function endTree(tree: Tree, ladder: Ladder): Promise<void> {
  const first = strays(tree);
  if (!signal(tree, first, "SIGTERM")) return;
  // A stopped process would not see the SIGTERM before it goes on.
  signal(tree, first, "SIGCONT");
  const { clock, graceMs } = ladder;
  const since = clock.elapsed();
  let look = FIRST_LOOK_MS;
  let told = false;
  for (let left = survivors(tree); left.lives; left = survivors(tree)) {
    const waited = clock.elapsed() - since;
    // Again in every round: what it forked meanwhile is ended too.
    if (waited >= graceMs) signal(tree, left.strays, "SIGKILL");
    if (waited >= graceMs + STUCK_AFTER_MS && !told) {
      told = true;
      ladder.stuck([...left.members, ...left.strays].map(({ pid }) => pid));
    }
    await pause(clock, waited < graceMs ? Math.min(look, graceMs - waited) : look);
    look = Math.min(look * 2, LONGEST_LOOK_MS);
  }
}

/** Whether there was anything to signal. */
function signal(tree: Tree, found: readonly Found[], name: NodeJS.Signals): boolean {
  let any = tree.group !== null && signalGroup(tree.group, name) !== "gone";
  for (const { pid, start } of found) any = signalProcess(pid, start, name) !== "gone" || any;
  return any;
}

function survivors(tree: Tree): { lives: boolean; members: Found[]; strays: Found[] } {
  const grouped = tree.group !== null && signalGroup(tree.group, 0) !== "gone";
  // The kernel counts zombies as members. Without /proc they cannot be told apart, but there init reads them promptly.
  const members = grouped ? membersOf(tree.group as number) : [];
  const found = strays(tree);
  const inGroup = process.platform === "linux" ? members.length > 0 : grouped;
  return { lives: inGroup || found.length > 0, members, strays: found };
}

function strays(tree: Tree): Found[] {
  return tree.cookie === null ? [] : carriersOf(tree.cookie).filter(({ group }) => group !== tree.group);
}
