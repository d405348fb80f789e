import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { followedJob, onJob } from "../live/connection.ts";
import { TextLines } from "./text-lines.ts";

/** What the last attempt of a job has written so far. */
export interface LiveOutput {
  /** `null` before anything came. */
  readonly attempt: number | null;
  readonly text: TextLines;
}

/** Follows the output of a job while the page is open. The signal changes with every frame in which something came. */
export function useLiveOutput(id: string): ReadonlySignal<LiveOutput> {
  const output = useSignal<LiveOutput>({ attempt: null, text: new TextLines() });
  useEffect(() => {
    let current = output.peek();
    let frame = 0;
    const show = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        output.value = { ...current };
      });
    };
    const forget = onJob({
      restart() {
        current = { attempt: null, text: new TextLines() };
      },
      output(event) {
        if (event.id !== id) return;
        if (event.attempt !== current.attempt) current = { attempt: event.attempt, text: new TextLines() };
        current.text.append(event);
        show();
      },
    });
    followedJob.value = id;
    return () => {
      followedJob.value = null;
      forget();
      cancelAnimationFrame(frame);
    };
  }, [id]);
  return output;
}
