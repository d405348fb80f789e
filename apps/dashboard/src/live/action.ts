import { type ReadonlySignal, useSignal } from "@preact/signals";
import { Refused } from "../api/request.ts";
import { complain } from "./notices.ts";

export interface Action {
  readonly busy: ReadonlySignal<boolean>;
  /** Runs it, unless it is running. A refusal is told as a notice. */
  readonly run: (work: () => Promise<void>) => Promise<void>;
}

/** Something that a button does and that takes a moment. */
export function useAction(): Action {
  const busy = useSignal(false);
  return {
    busy,
    async run(work) {
      if (busy.peek()) return;
      busy.value = true;
      try {
        await work();
      } catch (error) {
        complain((error as Error).message, error instanceof Refused ? error.fix : null);
      } finally {
        busy.value = false;
      }
    },
  };
}
