import type { Peer } from "./peer.ts";
import { parallel } from "./peers/parallel.ts";
import { pueue } from "./peers/pueue.ts";
import { taskSpooler } from "./peers/task-spooler.ts";
import { xargs } from "./peers/xargs.ts";

/** Programs for a shell. (The peers that come from npm stand in `store/`, beside what they are compared in.) */
export const PEERS: readonly Peer[] = [xargs, parallel, taskSpooler, pueue];
