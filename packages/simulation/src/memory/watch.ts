import type { Watch } from "@queuectl/core";
import type { Clock, Timer } from "@queuectl/runner/machine";
import type { MemoryDatabase } from "./database.ts";

/** Tells of commits: at once of those that make themselves heard, of all others by the poll. */
export function watchDatabase(
  database: MemoryDatabase,
  clock: Clock,
  listener: () => void,
  pollMs: () => number,
): Watch & { readonly heard: () => void } {
  let closed = false;
  let seen = database.version;
  let poll: Timer;
  let alarm: Timer | null = null;
  const look = () => {
    if (closed || database.version === seen) return;
    seen = database.version;
    listener();
  };
  const pollOn = () => {
    poll = clock.after(pollMs(), () => {
      look();
      if (!closed) pollOn();
    });
  };
  pollOn();
  return {
    heard() {
      alarm ??= clock.after(0, () => {
        alarm = null;
        look();
      });
    },
    close() {
      closed = true;
      poll.cancel();
      alarm?.cancel();
    },
  };
}
