import type { Pace } from "../../live/keeper.ts";

/** How fresh the overview keeps what it asks for, however much happens; what it counts, the events tell by themselves. */
export const OVERVIEW_PACE = {
  /** A check can fail while nothing changes. */
  status: { pauseMs: 4_000, atLeastEveryMs: 15_000 },
  /** A point is a minute; the axis goes on by itself. */
  history: { pauseMs: 20_000, atLeastEveryMs: 30_000 },
  running: { pauseMs: 4_000 },
  failures: { pauseMs: 5_000 },
} as const satisfies Record<string, Pace>;
