import {
  type Config,
  formatLease,
  type Lease,
  type OutputLimits,
  type OutputPiece,
  type OutputStream,
} from "@queuectl/core";
import { processStart } from "@queuectl/core/host";
import type { Emit } from "../events/events.ts";
import { limitsOf } from "../messages/order.ts";
import { endTree, type Ladder } from "../process/end-tree.ts";
import { carriersOf, membersOf } from "../process/find.ts";
import { type Clock, pause } from "../service/service.ts";
import { Certain } from "../spool/certain.ts";
import { findExecuting } from "../spool/executing.ts";
import { Remains } from "../spool/remains.ts";
import { FULL_MS, isFull } from "../spool/space.ts";
import { Spool } from "../spool/spool.ts";

/** An attempt whose runner or worker died. */
export interface Wreck {
  readonly lease: Lease;
  /** The leader of its process group, as far as it is known. */
  readonly pid: number | null;
  readonly processStart: string | null;
  readonly shipped: Record<OutputStream, number>;
  /** The machine was restarted since: what lies beside the store may not be what was written there. */
  readonly restarted?: boolean;
}

/** Where what an attempt wrote is kept until it is stored. */
export interface Keeping {
  readonly clock: Clock;
  readonly spoolDir: string;
  readonly limits: OutputLimits;
  /** Some of it cannot be read. The attempt is settled all the same. */
  readonly unreadable: (error: Error) => void;
}

export interface Salvage extends Keeping {
  /** Resolves once they are stored, to whether the lease holds. */
  readonly ship: (pieces: readonly OutputPiece[]) => Promise<boolean>;
}

/** What is done about an attempt before it is settled as lost. */
export interface Wrecks {
  /** Whether a worker ever began with it. */
  begun(spoolDir: string, lease: Lease): boolean;
  /** Ends what the attempt left running, and keeps what that writes to its end. Resolves once nothing of it lives. */
  end(wreck: Wreck, ladder: Ladder & Keeping): Promise<void>;
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
  const unreadable = ({ message }: Error) => emit({ type: "output-lost", id, attempt, reason: message });
  const keeping = { clock, spoolDir, limits: limitsOf(config()), unreadable };
  if (reachable) await wrecks.end(wreck, { ...keeping, graceMs: config().killGraceMs, stuck });
  return wrecks.salvage(wreck, { ...keeping, ship: (pieces) => ship(lease, pieces) });
}

export const wrecks: Wrecks = {
  begun: (spoolDir, lease) => findExecuting(spoolDir, lease) !== null,
  end: endWreck,
  salvage: salvageOutput,
};

/** How often what it writes is read while it is being ended: with a full pipe, it could not come to its end by itself. */
const READ_MS = 50;

async function endWreck(wreck: Wreck, { spoolDir, limits, ...ladder }: Ladder & Keeping): Promise<void> {
  const { lease, shipped } = wreck;
  const { clock } = ladder;
  const cookie = formatLease(lease);
  const group = ownGroup(wreck, cookie);
  const living = () =>
    [...carriersOf(cookie).found, ...(group === null ? [] : membersOf(group).found)].map(({ pid }) => pid);
  const remains = new Remains({ dir: spoolDir, lease, limits, shipped, living });
  try {
    let failed = readOf(remains, clock);
    let ended = false;
    const ending = endTree({ group, cookie, orphaned: true }, ladder).finally(() => {
      ended = true;
    });
    while (!ended) {
      await Promise.race([ending, pause(clock, READ_MS)]);
      failed = readOf(remains, clock);
    }
    while (failed !== null && isFull(failed)) {
      await pause(clock, FULL_MS);
      failed = readOf(remains, clock);
    }
    if (failed !== null) ladder.unreadable(failed);
  } finally {
    remains.close();
  }
}

/** What kept it from being read. */
function readOf(remains: Remains, clock: Clock): Error | null {
  try {
    remains.read(clock.now());
    return null;
  } catch (error) {
    return error as Error;
  }
}

const NO_PIPES = { stdout: null, stderr: null };

async function salvageOutput(
  wreck: Wreck,
  { spoolDir, limits, ship, clock, unreadable }: Salvage,
): Promise<readonly OutputPiece[]> {
  let spool: Spool | null = null;
  try {
    const { lease, shipped, restarted = false } = wreck;
    const certain = restarted ? new Certain() : null;
    spool = Spool.resume({ dir: spoolDir, lease, limits, pipes: NO_PIPES }, shipped, clock.now());
    const take = (from: Spool) => certain?.of(from.take()) ?? from.take();
    while (!spool.fitsSettle) if (!(await ship(take(spool)))) return [];
    const last = take(spool);
    if (certain?.cut) unreadable(new Error("not all of it was on the disk when the machine went down"));
    return last;
  } catch (error) {
    unreadable(error as Error);
    return [];
  } finally {
    spool?.close();
  }
}

/**
 * The attempt's process group: the recorded one, if it is still its own, by its leader's start time, else by a member with the cookie. What
 * died before a pid was recorded is known by its oldest process, which the runner put into that group.
 */
function ownGroup({ pid, processStart: start }: Wreck, cookie: string): number | null {
  if (pid !== null && start !== null && processStart(pid) === start) return pid;
  const { found } = carriersOf(cookie);
  if (pid !== null) return found.some(({ group }) => group === pid) ? pid : null;
  const oldest = found.toSorted((a, b) => Number(a.start) - Number(b.start) || a.pid - b.pid)[0];
  return oldest?.group ?? null;
}
