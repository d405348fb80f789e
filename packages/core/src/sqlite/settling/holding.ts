import type { Lease } from "../../domain/attempt/lease.ts";
import type { Connection } from "../database/connection.ts";
import holdsSql from "./sql/holds.sql" with { type: "text" };

/** Whether a lease still holds. Call it within a transaction. */
export function holds(connection: Connection, { seq, attempt, nonce }: Lease): boolean {
  return connection.get(holdsSql, { seq, attempt, nonce }) !== null;
}

export function findHolding(connection: Connection, leases: readonly Lease[]): Promise<Lease[]> {
  return connection.read(() => leases.filter((lease) => holds(connection, lease)));
}
