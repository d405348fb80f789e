import { command } from "../../frame/command.ts";
import { deleteFinished } from "../../frame/delete-finished.ts";
import { duration, name } from "../../frame/read-value.ts";

export default command({
  meta: { name: "dlq purge", description: "delete dead jobs" },
  access: "write",
  args: {
    queue: { type: "string", valueHint: "NAME", read: name, description: "only jobs of this queue" },
    "older-than": {
      type: "string",
      valueHint: "DURATION",
      default: "0s",
      read: duration,
      description: "only those that died longer ago",
    },
    yes: { type: "boolean", alias: "y", description: "do not ask" },
    "dry-run": { type: "boolean", description: "only say how many there are" },
  },
  examples: ["queuectl dlq purge --dry-run", "queuectl dlq purge --queue mail --older-than 30d --yes"],
  notes: ["On a terminal it says how many there are, and asks. Elsewhere, a script say, it needs --yes."],
  run: ({ args, ...context }) =>
    deleteFinished(
      { states: ["dead"], queue: args.queue, olderThanMs: args["older-than"] },
      args["dry-run"] ? "count" : args.yes ? "given" : "ask",
      context,
    ),
});
