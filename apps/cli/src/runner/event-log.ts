import { formatInstant } from "@queuectl/core";
import { isRoutine, type RunnerEvent, renderEvent } from "@queuectl/runner";
import type { Out } from "../print/out.ts";
import { eventJson } from "./event-json.ts";
import type { LogFile } from "./log-file.ts";

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
  /** No line for what goes as it should. */
  readonly quiet: boolean;
  /** Where several runners write to one log: the file, and the name that stands in every line. */
  readonly shared: { readonly file: LogFile; readonly runner: string } | null;
}

/** One line per event. Nobody waits for it: a terminal that is gone, or a reader that has left, never stops a runner. */
export function eventLog({ out, json, now, quiet, shared }: EventLogOptions): EventLog {
  const write = (line: string) => {
    const at = formatInstant(now());
    // A person at a terminal wants the time of day, a file the whole instant.
    const stamp = out.stderrTerminal ? new Date(now()).toTimeString().slice(0, 8) : at;
    if (shared === null) {
      out.stderr(`${stamp} ${line}\n`).catch(() => {});
      return;
    }
    const { file, runner } = shared;
    file.append(`${stamp} ${line.startsWith(`runner ${runner}`) ? "" : `runner ${runner}: `}${line}\n`);
  };
  return {
    event(event) {
      if (quiet && isRoutine(event)) return;
      if (json) out.event(eventJson(event, now())).catch(() => {});
      else write(renderEvent(event));
    },
    say: write,
  };
}
