import { NotFound } from "../domain/errors.ts";
import type { QueueStatus } from "../store/reading.ts";
import type { Connection } from "./connection.ts";
import setPausedSql from "./sql/set-paused.sql" with { type: "text" };
import { queueStatuses } from "./status.ts";

export function setPaused(connection: Connection, name: string, paused: boolean): Promise<QueueStatus> {
  return connection.write("now", (sums) => {
    connection.run(setPausedSql, { name, paused: paused ? 1 : 0 });
    // So that the answer tells of what shares its transaction, too.
    sums.apply(connection);
    const queue = queueStatuses(connection).find((each) => each.name === name);
    if (queue === undefined)
      throw new NotFound(`there is no queue ${name}`, "see which there are: queuectl queue list");
    return queue;
  });
}
