import { NotFound } from "../../domain/errors.ts";
import type { QueueStatus } from "../../store/reading.ts";
import { dropEmptyQueue } from "../counting/counters.ts";
import type { Connection } from "../database/connection.ts";
import { queueStatus } from "../reading/queues.ts";
import setPausedSql from "./sql/set-paused.sql" with { type: "text" };

export function setPaused(connection: Connection, name: string, paused: boolean): Promise<QueueStatus> {
  return connection.write("now", (tx, sums) => {
    // First, so that the answer tells of what shares its transaction, too.
    sums.apply(tx);
    tx.run(setPausedSql, { name, paused: paused ? 1 : 0 });
    const queue = queueStatus(tx, name);
    if (queue === null) throw new NotFound(`there is no queue ${name}`, "see which there are: queuectl queue list");
    if (!paused) dropEmptyQueue(tx, name);
    return queue;
  });
}
