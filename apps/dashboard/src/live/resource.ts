import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Unreachable } from "../api/request.ts";
import { changes } from "./connection.ts";
import { type Keeper, keep, type Pace } from "./keeper.ts";

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
    const current = keep(pace, isSeen, async (signal) => {
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

function isSeen(): boolean {
  return document.visibilityState === "visible";
}
