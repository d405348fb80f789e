import type { Lease } from "../../domain/attempt/lease.ts";
import type { Connection } from "../database/connection.ts";
import type { Tx } from "../database/transaction.ts";
import holdsSql from "./sql/holds.sql" with { type: "text" };

/** Whether a lease still holds. */
export function holds(tx: Tx, { seq, attempt, nonce }: Lease): boolean {
  return tx.get(holdsSql, { seq, attempt, nonce }) !== null;
}

export function findHolding(connection: Connection, leases: readonly Lease[]): Promise<Lease[]> {
  return connection.read((tx) => leases.filter((lease) => holds(tx, lease)));
}
