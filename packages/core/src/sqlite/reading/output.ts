import type { OutputChunk } from "../../store/output.ts";
import type { OutputPlace, OutputQuery } from "../../store/reading.ts";
import type { Connection } from "../database/connection.ts";
import both from "./sql/output.sql" with { type: "text" };
import from from "./sql/output-from.sql" with { type: "text" };
import one from "./sql/output-stream.sql" with { type: "text" };

export function readOutput(connection: Connection, id: string, query: OutputQuery): Promise<OutputChunk[]> {
  const { attempt, stream, after = 0, limit } = query;
  return connection.read((tx) =>
    stream === undefined
      ? tx.all<OutputChunk>(both, { id, attempt, after, limit })
      : tx.all<OutputChunk>(one, { id, attempt, stream, after, limit }),
  );
}

export function readOutputFrom(connection: Connection, id: string, place: OutputPlace): Promise<OutputChunk[]> {
  return connection.read((tx) => tx.all<OutputChunk>(from, { id, ...place }));
}
