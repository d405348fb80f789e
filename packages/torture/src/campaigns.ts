import type { Campaign } from "./campaigns/campaign.ts";
import { children } from "./campaigns/children.ts";
import { clock } from "./campaigns/clock.ts";
import { commits } from "./campaigns/commits.ts";
import { disk } from "./campaigns/disk.ts";
import { files } from "./campaigns/files.ts";
import { health } from "./campaigns/health.ts";
import { kills } from "./campaigns/kills.ts";
import { limits } from "./campaigns/limits.ts";
import { locked } from "./campaigns/locked.ts";
import { power } from "./campaigns/power.ts";
import { soak } from "./campaigns/soak.ts";
import { stopped } from "./campaigns/stopped.ts";
import { syscalls } from "./campaigns/syscalls.ts";
import { threads } from "./campaigns/threads.ts";
import { unborn } from "./campaigns/unborn.ts";
import { versions } from "./campaigns/versions.ts";

/** Those that take longest first: in the short form, others go on beside them. */
export const CAMPAIGNS: readonly Campaign[] = [
  health,
  files,
  kills,
  disk,
  ...syscalls,
  threads,
  power,
  clock,
  children,
  limits,
  versions,
  stopped,
  unborn,
  commits,
  locked,
  soak,
];
