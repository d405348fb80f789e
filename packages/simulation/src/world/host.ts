import { formatLease, type Lease, type OutputPiece } from "@queuectl/core";
import type { Machine, Thread, Wrecks } from "@queuectl/runner/machine";
import type { Order } from "@queuectl/runner/messages";
import { type Behave, Child } from "../machine/child.ts";
import type { Process } from "../machine/process.ts";
import type { Timeline } from "../machine/timeline.ts";
import type { Oracle } from "./oracle.ts";
import type { Random } from "./random.ts";
import { SimulatedThread, type Spawned, type Spawner, type ThreadFaults } from "./thread.ts";

/** A machine: the processes that jobs started on it can be seen, and ended, from it alone. */
export class Host implements Spawner {
  readonly #children = new Map<string, Child>();
  #lastPid = 1_000;

  constructor(
    readonly name: string,
    private readonly timeline: Timeline,
    private readonly oracle: Oracle,
    private readonly behave: Behave,
    /** The spool, on the disk that all hosts share: the attempts that a worker began with, whatever came of it. */
    private readonly spool: Set<string>,
  ) {}

  /** What a runner in `process` finds under it. */
  machineFor(process: Process, random: Random, faults: ThreadFaults): Machine {
    const startThread = (): Thread => new SimulatedThread(process, this, faults);
    return { clock: process.clock, random: random.next, wrecks: this.#wrecksFor(process), startThread };
  }

  spawn(order: Order): Spawned {
    const behaviour = this.behave(order);
    if ("unable" in behaviour) return behaviour;
    this.spool.add(formatLease(order.lease));
    if ("spawnFailed" in behaviour) return behaviour;
    this.oracle.spawns(order);
    const child = new Child(++this.#lastPid, order.id, order.lease, behaviour, this.timeline);
    this.#children.set(child.cookie, child);
    child.whenGone(() => {
      this.#children.delete(child.cookie);
      this.oracle.exits(child);
    });
    return { child };
  }

  workerDied(lease: Lease): void {
    this.oracle.workerDied(lease);
  }

  #wrecksFor(process: Process): Wrecks {
    return {
      begun: (_, lease) => this.spool.has(formatLease(lease)),
      end: ({ lease }, { graceMs }) =>
        new Promise<void>((resolve) => {
          const child = this.#children.get(formatLease(lease));
          const over = () => process.after(2, resolve);
          if (child === undefined) {
            over();
            return;
          }
          child.terminate(graceMs);
          child.whenGone(over);
        }),
      salvage: async ({ shipped }, { clock, ship }): Promise<readonly OutputPiece[]> => {
        await process.pause(1);
        const piece = { stream: "stdout", offset: shipped.stdout, at: clock.now(), bytes: new Uint8Array(8) } as const;
        return (await ship([piece])) ? [{ ...piece, offset: piece.offset + 8 }] : [];
      },
    };
  }
}
