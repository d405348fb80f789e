import type { StoreStatus } from "../../store/reading.ts";
import { nextRunAt } from "../claiming/promote.ts";
import { lastMinute } from "../counting/history.ts";
import type { Connection } from "../database/connection.ts";
import { currentCounters, shownQueues } from "./queues.ts";
import oldestDue from "./sql/oldest-due.sql" with { type: "text" };

/** Reads counters and the ends of indexes only: it costs the same at ten jobs and at ten million, in as many queues. */
export function readStatus(connection: Connection, now: number): Promise<StoreStatus> {
  return connection.read((tx) => {
    const { jobs, queues } = currentCounters(tx);
    return {
      jobs,
      queues: shownQueues(tx, queues),
      queueCount: queues,
      oldestDueAt: tx.get<{ since: number }>(oldestDue)?.since ?? null,
      nextRunAt: nextRunAt(tx),
      lastMinute: lastMinute(tx, now),
    };
  });
}
