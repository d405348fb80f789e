/** Another program that holds the write lock of a database: `hold-lock.ts DATABASE MS`. Says `held` once it has it. */
import { Database } from "bun:sqlite";

const [path, ms] = process.argv.slice(2) as [string, string];
const db = new Database(path, { readwrite: true, create: false });
db.run("PRAGMA busy_timeout = 10000");
db.run("BEGIN IMMEDIATE");
await Bun.write(Bun.stdout, "held\n");
await Bun.sleep(Number(ms));
db.run("ROLLBACK");
db.close();
