import type { Pace } from "../../live/keeper.ts";

/** How fresh the overview keeps what it asks for, however much happens. */
export const OVERVIEW_PACE = {
  /** A check can fail while nothing changes. */
  status: { pauseMs: 2_000, atLeastEveryMs: 15_000 },
  /** A point is a minute; the axis goes on by itself. */
  history: { pauseMs: 10_000, atLeastEveryMs: 30_000 },
  running: { pauseMs: 2_000 },
  failures: { pauseMs: 3_000 },
} as const satisfies Record<string, Pace>;
