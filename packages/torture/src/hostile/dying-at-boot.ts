/** While `no-workers` lies in its home, no worker thread lives long enough to be ready. */
import { existsSync } from "node:fs";

if (existsSync(`${process.env["HOME"]}/no-workers`)) throw new Error("no worker may live here");
