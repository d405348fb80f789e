/** Another program with its hands in the database: `sql.ts DATABASE STATEMENT`. */
import { Database } from "bun:sqlite";

const [path, statement] = process.argv.slice(2) as [string, string];
const db = new Database(path, { readwrite: true, create: false });
db.run("PRAGMA busy_timeout = 1000");
db.run(statement);
db.close();
