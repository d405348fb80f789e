import {
  type Config,
  formatLease,
  type Lease,
  type OutputLimits,
  type OutputPiece,
  type OutputStream,
} from "@queuectl/core";
import { processStart } from "@queuectl/core/host";
import type { Emit } from "./events.ts";
import { limitsOf } from "./order.ts";
import { endTree, type Ladder } from "./process/end-tree.ts";
import { carriersOf } from "./process/find.ts";
import type { Clock } from "./service.ts";
import { hasSpool } from "./spool/files.ts";
import { Spool } from "./spool/spool.ts";

/** An attempt whose runner or worker died. */
export interface Wreck {
  readonly lease: Lease;
  /** The leader of its process group, as far as it is known. */
  readonly pid: number | null;
  readonly processStart: string | null;
  readonly shipped: Record<OutputStream, number>;
}

export interface Salvage {
  readonly clock: Clock;
  readonly spoolDir: string;
  readonly limits: OutputLimits;
  /** Resolves once they are stored, to whether the lease holds. */
  readonly ship: (pieces: readonly OutputPiece[]) => Promise<boolean>;
  /** What is left cannot be read. The attempt is settled all the same. */
  readonly unreadable: (error: Error) => void;
}

/** What is done about an attempt before it is settled as lost. */
export interface Wrecks {
  /** Whether a worker ever began with it: its spool files come before its process. */
  begun(spoolDir: string, lease: Lease): boolean;
  /** Ends what the attempt left running. Resolves once nothing of it lives. */
  end(wreck: Wreck, ladder: Ladder): Promise<void>;
  /** Ships what is left of its output, but for the last of it, which is returned to travel with the settle. */
  salvage(wreck: Wreck, salvage: Salvage): Promise<readonly OutputPiece[]>;
}

/** Stores pieces of an attempt's output. Resolves once they are durable, to whether the lease holds. */
export type Ship = (lease: Lease, pieces: readonly OutputPiece[]) => Promise<boolean>;

/** What clearing up takes of a runner. */
export interface Clearing {
  readonly wrecks: Wrecks;
  readonly clock: Clock;
  readonly spoolDir: string;
  readonly config: () => Config;
  readonly emit: Emit;
  readonly ship: Ship;
}

/**
 * Ends what an attempt of the job `id` left running, where that can be reached, and only then stores what it wrote. Resolves to
 * the last of its output, which is to travel with the settle.
 */
export async function clearWreck(
  wreck: Wreck,
  id: string,
  { wrecks, clock, spoolDir, config, emit, ship }: Clearing,
  reachable = true,
): Promise<readonly OutputPiece[]> {
  const { lease } = wreck;
  const { attempt } = lease;
  const stuck = (pids: readonly number[]) => emit({ type: "job-stuck", id, attempt, pids });
  if (reachable) await wrecks.end(wreck, { clock, graceMs: config().killGraceMs, stuck });
  return wrecks.salvage(wreck, {
    clock,
    spoolDir,
    limits: limitsOf(config()),
    ship: (pieces) => ship(lease, pieces),
    unreadable: ({ message }) => emit({ type: "output-lost", id, attempt, reason: message }),
  });
}

export const wrecks: Wrecks = { begun: hasSpool, end: endWreck, salvage: salvageOutput };

function endWreck(wreck: Wreck, ladder: Ladder): Promise<void> {
  const cookie = formatLease(wreck.lease);
  return endTree({ group: ownGroup(wreck, cookie), cookie, orphaned: true }, ladder);
}

async function salvageOutput(
  wreck: Wreck,
  { spoolDir, limits, ship, clock, unreadable }: Salvage,
): Promise<readonly OutputPiece[]> {
  let spool: Spool | null = null;
  try {
    spool = Spool.resume(spoolDir, wreck.lease, limits, wreck.shipped);
    spool.look();
    while (!spool.fitsSettle) if (!(await ship(spool.take(clock.now())))) return [];
    return spool.take(clock.now());
  } catch (error) {
    unreadable(error as Error);
    return [];
  } finally {
    spool?.close();
  }
}

/** The recorded group, if it is still the attempt's own: by its leader's start time, else by a member with the cookie. */
function ownGroup({ pid, processStart: start }: Wreck, cookie: string): number | null {
  if (pid === null) return null;
  if (start !== null && processStart(pid) === start) return pid;
  return carriersOf(cookie).found.some(({ group }) => group === pid) ? pid : null;
}
