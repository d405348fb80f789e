import type { SqliteFiles } from "./files.ts";
import type { Statements } from "./statements.ts";

declare const within: unique symbol;

/**
 * A transaction that is under way. Only `Connection.read` and `Connection.write` give one, and it is not to be kept: whatever takes a
 * `Tx` runs within it, and sees one state of the database.
 */
export interface Tx extends Pick<Statements, "all" | "get" | "run" | "prepared"> {
  readonly files: SqliteFiles;
  /** By which the compiler tells it from a connection. */
  readonly [within]: true;
}
