import type { Peer } from "../measuring/peer.ts";
import { parallel } from "./parallel.ts";
import { pueue } from "./pueue.ts";
import { taskSpooler } from "./task-spooler.ts";
import { xargs } from "./xargs.ts";

/** Programs for a shell. (The peers that come from npm stand in `store/`, beside what they are compared in.) */
export const PEERS: readonly Peer[] = [xargs, parallel, taskSpooler, pueue];
