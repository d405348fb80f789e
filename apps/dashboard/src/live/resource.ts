import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Unreachable } from "../api/request.ts";
import { changes } from "./connection.ts";

/** How fresh something is kept. */
export interface Pace {
  /** Changes that follow each other faster than this are answered by one request. */
  readonly pauseMs: number;
  /** It is asked for again after so long, for what changes without anybody's doing. */
  readonly atLeastEveryMs?: number;
}

const PROMPT: Pace = { pauseMs: 1_000 };

export interface Resource<T> {
  /** What was had last; kept while it is asked for again, and while it cannot be had. */
  readonly data: T | null;
  readonly error: Error | null;
  /** Asks again at once. */
  readonly reload: () => void;
}

/**
 * Loads something and keeps it fresh: again whenever the server says that anything changed, at its pace, and never twice at
 * once. A new `key` begins anew.
 */
export function useResource<T>(
  key: string,
  load: (signal: AbortSignal) => Promise<T>,
  pace: Pace = PROMPT,
): Resource<T> {
  const state = useSignal<{ key: string; data: T | null; error: Error | null }>({ key, data: null, error: null });
  const latestLoad = useRef(load);
  latestLoad.current = load;
  const keeper = useRef<Keeper | null>(null);

  useEffect(() => {
    const current = keep(pace, async (signal) => {
      try {
        const data = await latestLoad.current(signal);
        if (!signal.aborted) state.value = { key, data, error: null };
      } catch (error) {
        if (signal.aborted) return;
        // What was seen stays in sight when the line is cut: the header says how old it is.
        const data = error instanceof Unreachable && state.peek().key === key ? state.peek().data : null;
        state.value = { key, data, error: error as Error };
      }
    });
    keeper.current = current;
    return () => current.end();
  }, [key]);

  const seen = useRef(changes.peek());
  useSignalEffect(() => {
    const at = changes.value;
    if (at === seen.current) return;
    seen.current = at;
    keeper.current?.again();
  });

  const fresh = state.value.key === key;
  return {
    data: fresh ? state.value.data : null,
    error: fresh ? state.value.error : null,
    reload: () => keeper.current?.now(),
  };
}

/** The longest that a timer can wait: twenty-four days. */
const NEVER_MS = 2 ** 31 - 1;

interface Keeper {
  /** Once more, after the pause. */
  again(): void;
  /** Once more, without it. */
  now(): void;
  end(): void;
}

/** Runs `work` now and after each `again`, one at a time and with a pause between. */
function keep({ pauseMs, atLeastEveryMs }: Pace, work: (signal: AbortSignal) => Promise<void>): Keeper {
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
    if (document.visibilityState === "visible") again();
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
