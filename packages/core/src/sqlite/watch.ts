import type { Watch } from "../store/reading.ts";
import type { Connection } from "./connection.ts";

/** A longer timer than this fires at once. */
const LONGEST_TIMER_MS = 2_147_483_647;

/**
 * Listens for commits. The wake file tells within a millisecond, and `data_version`, which is the truth, is asked both then
 * and every `pollMs()`. It moves for other connections' commits only; this one's own writes are told directly, but for
 * those that come by the hundred each second: a runner need not be woken by its own turns.
 */
export function watchConnection(connection: Connection, listener: () => void, pollMs: () => number): Watch {
  let closed = false;
  let poll: ReturnType<typeof setTimeout>;
  let watcher: { close(): void } | null = null;

  let seen = connection.dataVersion();

  const look = () => {
    if (closed) return;
    const version = connection.dataVersion();
    if (version === seen) return;
    seen = version;
    listener();
  };
  const schedule = () => {
    poll = setTimeout(
      () => {
        look();
        if (!closed) schedule();
      },
      Math.min(pollMs(), LONGEST_TIMER_MS),
    );
  };
  schedule();
  connection.listeners.add(listener);
  void listen(connection.files.directory, look).then((started) => {
    watcher = started;
    if (closed) watcher?.close();
    // What was committed before the watch stood.
    look();
  });

  return {
    close() {
      closed = true;
      connection.listeners.delete(listener);
      clearTimeout(poll);
      watcher?.close();
    },
  };
}

/** Watches the directory, not the file, which may come later. `null` where that cannot be had: the poll goes on. */
async function listen(directory: string, look: () => void): Promise<{ close(): void } | null> {
  const { watch } = await import("node:fs");
  try {
    const watcher = watch(directory, (_, name) => {
      if (name === "wake") look();
    });
    watcher.on("error", () => watcher.close());
    return watcher;
  } catch {
    return null;
  }
}
