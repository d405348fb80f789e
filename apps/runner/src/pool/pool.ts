import type { Lease, OutputPiece } from "@queuectl/core";
import type { EndCause, Ended, Order, Start } from "../messages/messages.ts";

/** Where orders are executed. The supervisor's threads are one pool; a simulation is another. */
export interface Pool {
  /** How many workers there are by now. */
  readonly size: number;
  /** How many workers could begin now. */
  readonly idle: number;
  /** Gives an order to an idle worker. Returns its number. */
  execute(order: Order): number;
  /** Ends an attempt gracefully, if it is (still) executing. */
  end(lease: Lease, cause: EndCause): void;
}

/** What comes back from a pool: for each order exactly one of `ended`, `unable` and `lost`. */
export interface PoolListener {
  /** A worker has become idle by itself: it was started, or started again. */
  available(): void;
  started(lease: Lease, start: Start): void;
  ended(lease: Lease, ended: Ended): void;
  unable(lease: Lease, reason: string): void;
  blocked(lease: Lease, reason: string): void;
  stuck(lease: Lease, pids: readonly number[]): void;
  /** Resolves once the pieces are stored, to whether the lease holds. */
  ship(order: Order, pieces: readonly OutputPiece[]): Promise<boolean>;
  /** Its worker died under it. Resolves once nothing of the attempt lives and its end was taken in. */
  lost(order: Order, start: Start | null): Promise<void>;
}
