/** Finds the pipes that a dead runner's job writes to, through whoever has them open. */
import { readdirSync, readlinkSync } from "node:fs";
import { Pipe } from "./pipe.ts";

/** The pipe of this name, open for reading; `null` when none of these processes has it. */
export function attach(name: string, pids: readonly number[]): Pipe | null {
  for (const path of name.startsWith("pipe:") ? holders(name, pids) : [name]) {
    try {
      return Pipe.reading(path, name);
    } catch {
      // It is gone, or was closed just then.
    }
  }
  return null;
}

function* holders(name: string, pids: readonly number[]): Generator<string> {
  for (const pid of pids) {
    for (const fd of entries(`/proc/${pid}/fd`)) {
      const path = `/proc/${pid}/fd/${fd}`;
      if (target(path) === name) yield path;
    }
  }
}

function entries(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

function target(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
