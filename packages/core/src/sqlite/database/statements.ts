import { Database, type SQLQueryBindings, type Statement } from "bun:sqlite";

type Bindings = Extract<SQLQueryBindings, Record<string, unknown>>;

/** The statements of one open database, each prepared once. */
export class Statements {
  readonly #statements = new Map<string, Statement<unknown, SQLQueryBindings[]>>();

  constructor(readonly db: Database) {}

  /** All rows of a statement. */
  all<Row>(sql: string, bindings: Bindings = {}): Row[] {
    return this.prepared(sql).all(bindings) as Row[];
  }

  /** The first row of a statement, or `null`. */
  get<Row>(sql: string, bindings: Bindings = {}): Row | null {
    return this.prepared(sql).get(bindings) as Row | null;
  }

  /** Executes a statement; returns how many rows it changed. */
  run(sql: string, bindings: Bindings = {}): number {
    return this.prepared(sql).run(bindings).changes;
  }

  prepared(sql: string): Statement<unknown, SQLQueryBindings[]> {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.db.prepare(sql) as Statement<unknown, SQLQueryBindings[]>;
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /** Lets go of them all: one that is left keeps a closed database open. */
  protected finalize(): void {
    for (const statement of this.#statements.values()) statement.finalize();
    this.#statements.clear();
  }
}

/** One answer, by a statement that is not kept: one that is left behind would keep a closed database open. */
export function ask<Row>(db: Database, sql: string): Row | null {
  const statement = db.prepare(sql);
  try {
    return statement.get() as Row | null;
  } finally {
    statement.finalize();
  }
}

/** Opens a file that exists; never creates one. */
export function openDatabase(path: string): Database {
  return new Database(path, { readwrite: true, create: false, strict: true });
}
