import type { QueueSelection } from "../../store/runners.ts";
import type { Tx } from "../database/transaction.ts";
import waiting from "./sql/waiting.sql" with { type: "text" };
import waitingAmong from "./sql/waiting-among.sql" with { type: "text" };
import waitingBeside from "./sql/waiting-beside.sql" with { type: "text" };

/** A queue that has something to claim, and the first of its jobs. */
export interface Waiting {
  readonly name: string;
  readonly priority: number;
  readonly seq: number;
}

/** A selection of queues as `runners` has it: JSON arrays. */
export interface SelectionRow {
  readonly queues: string | null;
  readonly excluded_queues: string | null;
}

/** The first `limit` of the selected queues that have something to claim, by their first jobs. */
export function waitingQueues(tx: Tx, selection: SelectionRow, limit: number): Waiting[] {
  const { queues, excluded_queues: excluded } = selection;
  if (queues !== null) return tx.all(waitingAmong, { queues, limit });
  if (excluded !== null) return tx.all(waitingBeside, { excluded, limit });
  return tx.all(waiting, { limit });
}

/** As the tables have it. */
export function selectionRow({ queues, excludedQueues = [] }: QueueSelection): SelectionRow {
  return {
    queues: queues && JSON.stringify([...new Set(queues)]),
    excluded_queues: excludedQueues.length === 0 ? null : JSON.stringify(excludedQueues),
  };
}

/** As the port has it. */
export function selectionFrom({ queues, excluded_queues: excluded }: SelectionRow): QueueSelection {
  return {
    queues: queues === null ? null : JSON.parse(queues),
    excludedQueues: excluded === null ? [] : JSON.parse(excluded),
  };
}
