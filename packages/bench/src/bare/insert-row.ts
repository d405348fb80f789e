#!/bin/sh
":" //; export BUN_GC_TIMER_INTERVAL=30000; exec bun --no-env-file --config=/dev/null "$0" "$@"
/** The least that an enqueue can be: opens a database as queuectl does, inserts one row, says so. Argument: the database. */
import { Database } from "bun:sqlite";

const db = new Database(process.argv[2] ?? "", { create: false, readwrite: true });
db.run("PRAGMA synchronous = FULL");
db.run("PRAGMA foreign_keys = ON");
db.run("PRAGMA journal_size_limit = 67108864");
const id = Bun.randomUUIDv7();
db.run("BEGIN IMMEDIATE");
db.run("INSERT INTO jobs (id, command, state, run_at) VALUES (?, ?, 'pending', ?)", [id, '["true"]', Date.now()]);
db.run("COMMIT");
// biome-ignore lint/suspicious/noConsole: the cheapest way to say something
console.log(`enqueued ${id}`);
