import { type Config, readConfig } from "../../domain/config/config.ts";
import type { ConfigChanges } from "../../store/settings.ts";
import type { Connection } from "./connection.ts";
import config from "./sql/config.sql" with { type: "text" };
import configure from "./sql/configure.sql" with { type: "text" };
import unconfigure from "./sql/unconfigure.sql" with { type: "text" };

/** What is configured now. Call it within a transaction. */
export function currentConfig(connection: Connection): Config {
  const rows = connection.all<{ key: string; value: string }>(config);
  return readConfig(new Map(rows.map(({ key, value }) => [key, value])));
}

export async function setConfig(connection: Connection, changes: ConfigChanges, now: number) {
  await connection.write("now", () => {
    for (const [key, text] of Object.entries(changes)) {
      if (text === null) connection.run(unconfigure, { key });
      else connection.run(configure, { key, text, now });
    }
  });
}
