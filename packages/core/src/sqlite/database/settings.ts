import { type Config, readConfig } from "../../domain/config/config.ts";
import type { ConfigChanges } from "../../store/settings.ts";
import type { Connection } from "./connection.ts";
import config from "./sql/config.sql" with { type: "text" };
import configure from "./sql/configure.sql" with { type: "text" };
import unconfigure from "./sql/unconfigure.sql" with { type: "text" };
import type { Tx } from "./transaction.ts";

/** What is configured now. */
export function currentConfig(tx: Tx): Config {
  const rows = tx.all<{ key: string; value: string }>(config);
  return readConfig(new Map(rows.map(({ key, value }) => [key, value])));
}

export async function setConfig(connection: Connection, changes: ConfigChanges, now: number) {
  await connection.write("now", (tx) => {
    for (const [key, text] of Object.entries(changes)) {
      if (text === null) tx.run(unconfigure, { key });
      else tx.run(configure, { key, text, now });
    }
  });
}
