/**
 * Every so-manyth COMMIT of a write happens and is reported as failed all the same, as when the disk's answer gets lost.
 * `TORTURE_COMMITS` names which: `1`, `1,2`, or `every 3`.
 */
import { Database } from "bun:sqlite";

const which = process.env["TORTURE_COMMITS"] ?? "";
const every = /^every (\d+)$/.exec(which)?.[1];
const named = new Set(which.split(",").map(Number));
let commits = 0;

let writing = false;

const prepare = Database.prototype.prepare;
Database.prototype.prepare = function (this: Database, sql: string, ...rest: never[]) {
  const statement = prepare.call(this, sql, ...rest);
  const run = statement.run.bind(statement);
  if (sql.startsWith("BEGIN")) {
    statement.run = (...bindings: never[]) => {
      // One that has only read has nothing to lose.
      writing = sql === "BEGIN IMMEDIATE";
      return run(...bindings);
    };
  }
  if (sql === "COMMIT") {
    statement.run = (...bindings: never[]) => {
      const result = run(...bindings);
      if (writing && isHit()) throw Object.assign(new Error("disk I/O error"), { code: "SQLITE_IOERR_FSYNC" });
      return result;
    };
  }
  return statement;
} as typeof prepare;

function isHit(): boolean {
  commits += 1;
  return every === undefined ? named.has(commits) : commits % Number(every) === 0;
}
