import { formatInstant } from "@queuectl/core";
import { type RunnerEvent, renderEvent } from "@queuectl/runner";
import type { Out } from "../out.ts";
import { eventJson } from "./event-json.ts";

export interface EventLog {
  readonly event: (event: RunnerEvent) => void;
  /** What this process itself has to say to people. */
  readonly say: (line: string) => void;
}

export interface EventLogOptions {
  readonly out: Out;
  /** Events go to stdout as NDJSON instead of to stderr as lines. */
  readonly json: boolean;
  readonly now: () => number;
  /** Stands in every line where several runners write to one log. */
  readonly runner: string | null;
}

/** One line per event. Nobody waits for it: a terminal that is gone, or a reader that has left, never stops a runner. */
export function eventLog({ out, json, now, runner }: EventLogOptions): EventLog {
  const write = (line: string) => {
    const at = formatInstant(now());
    // A person at a terminal wants the time of day, a file the whole instant.
    const stamp = out.stderrTerminal ? new Date(now()).toTimeString().slice(0, 8) : at;
    const who = runner === null || line.startsWith(`runner ${runner}`) ? "" : `runner ${runner}: `;
    out.stderr(`${stamp} ${who}${line}\n`).catch(() => {});
  };
  return {
    event(event) {
      if (json) out.event(eventJson(event, now())).catch(() => {});
      else write(renderEvent(event));
    },
    say: write,
  };
}
