import { shellWord } from "../text/shell-word.ts";
import type { Command } from "./job.ts";

/** A command as one would type it, for people: an argv is quoted where a shell would need it. */
export function commandText(command: Command): string {
  return typeof command === "string" ? command : command.map(shellWord).join(" ");
}
