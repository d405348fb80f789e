import type { Campaign } from "./campaign.ts";
import { commits } from "./campaigns/commits.ts";
import { kills } from "./campaigns/kills.ts";
import { syscalls } from "./campaigns/syscalls.ts";
import { threads } from "./campaigns/threads.ts";
import { versions } from "./campaigns/versions.ts";

export const CAMPAIGNS: readonly Campaign[] = [syscalls, kills, commits, versions, threads];
