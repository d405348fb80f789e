/** How fresh something is kept. */
export interface Pace {
  /** Changes that follow each other faster than this are answered by one request. */
  readonly pauseMs: number;
  /** It is asked for again after so long, for what changes without anybody's doing. */
  readonly atLeastEveryMs?: number;
}

export interface Keeper {
  /** Once more, after the pause. */
  again(): void;
  /** Once more, without it. */
  now(): void;
  end(): void;
}

/** The longest that a timer can wait: twenty-four days. */
const NEVER_MS = 2 ** 31 - 1;

/**
 * Runs `work` now and after each `again`, one at a time and with a pause between; and when its time has come, if `isSeen` by
 * anybody. It knows no browser, so that the benchmark keeps the very same pace.
 */
export function keep(
  { pauseMs, atLeastEveryMs }: Pace,
  isSeen: () => boolean,
  work: (signal: AbortSignal) => Promise<void>,
): Keeper {
  const ended = new AbortController();
  let wanted = true;
  let busy = false;
  let skipPause = () => {};

  const run = async () => {
    if (busy) return;
    busy = true;
    while (wanted && !ended.signal.aborted) {
      wanted = false;
      await work(ended.signal);
      await new Promise<void>((resolve) => {
        skipPause = resolve;
        setTimeout(resolve, pauseMs);
      });
    }
    busy = false;
  };
  const again = () => {
    wanted = true;
    void run();
  };
  again();
  const timer = setInterval(() => {
    if (isSeen()) again();
  }, atLeastEveryMs ?? NEVER_MS);

  return {
    again,
    now() {
      again();
      skipPause();
    },
    end() {
      clearInterval(timer);
      ended.abort();
    },
  };
}
