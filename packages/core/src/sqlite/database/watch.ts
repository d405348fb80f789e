import type { Watch } from "../../store/reading.ts";
import type { Connection } from "./connection.ts";

/** A longer timer than this fires at once. */
const LONGEST_TIMER_MS = 2_147_483_647;
/** Bun drops the event of a touch that comes within some milliseconds of another one: so look a few times more by ourselves. */
const LOOK_AGAIN_MS = 3;
const LOOKS = 4;

/**
 * Listens for commits. The wake file tells within a millisecond, and `data_version`, which is the truth, is asked both then
 * and every `pollMs()`. It moves for other connections' commits only; this one's own writes are told directly, but for
 * those that come by the hundred each second: a runner need not be woken by its own turns.
 */
export function watchConnection(connection: Connection, listener: () => void, pollMs: () => number): Watch {
  let closed = false;
  let watcher: { close(): void } | null = null;
  let poll: ReturnType<typeof setTimeout>;
  let again: ReturnType<typeof setTimeout> | undefined;
  let seen = connection.dataVersion();

  const look = (): boolean => {
    const version = connection.dataVersion();
    if (closed || version === seen) return false;
    seen = version;
    listener();
    return true;
  };
  const pollOn = () => {
    poll = setTimeout(
      () => {
        look();
        if (!closed) pollOn();
      },
      Math.min(pollMs(), LONGEST_TIMER_MS),
    );
  };
  const lookOften = (times: number) => {
    clearTimeout(again);
    if (closed || times === 0) return;
    again = setTimeout(() => lookOften(look() ? LOOKS : times - 1), LOOK_AGAIN_MS);
  };

  pollOn();
  connection.listeners.add(listener);
  void listen(connection.files.directory, () => {
    look();
    lookOften(LOOKS);
  }).then((started) => {
    watcher = started;
    if (closed) watcher?.close();
    // What was committed before the watch stood.
    else look();
  });

  return {
    close() {
      closed = true;
      connection.listeners.delete(listener);
      clearTimeout(poll);
      clearTimeout(again);
      watcher?.close();
    },
  };
}

/** Watches the directory, not the file, which may come later. `null` where that cannot be had: the poll goes on. */
async function listen(directory: string, touched: () => void): Promise<{ close(): void } | null> {
  const { watch } = await import("node:fs");
  try {
    const watcher = watch(directory, (_, name) => {
      if (name === "wake") touched();
    });
    watcher.on("error", () => watcher.close());
    return watcher;
  } catch {
    return null;
  }
}
