import { FINISHED_STATES, type JobState } from "@queuectl/core";
import { command } from "../../frame/command.ts";
import { deleteFinished } from "../../frame/delete-finished.ts";
import { duration, name, stateOf } from "../../frame/read-value.ts";

export default command({
  meta: { name: "prune", description: "delete old finished jobs" },
  access: "write",
  args: {
    state: {
      type: "string",
      valueHint: "STATE",
      read: stateOf(FINISHED_STATES),
      description: "completed, cancelled or dead; completed and cancelled unless given",
    },
    queue: { type: "string", valueHint: "NAME", read: name, description: "only jobs of this queue" },
    "older-than": {
      type: "string",
      valueHint: "DURATION",
      read: duration,
      description: "only those that finished longer ago; else the config's retention, else all",
    },
    yes: { type: "boolean", alias: "y", description: "do not ask about dead jobs" },
    "dry-run": { type: "boolean", description: "only say how many there are" },
  },
  examples: ["queuectl prune --older-than 7d", "queuectl prune --state completed --older-than 1h --dry-run"],
  notes: ["Dead jobs are nobody's success: about them it asks, as dlq purge does, and needs --yes where it cannot."],
  async run({ args, ...context }) {
    const states: readonly JobState[] = args.state === undefined ? ["completed", "cancelled"] : [args.state];
    const olderThanMs = args["older-than"] ?? (await context.store.config()).retentionMs;
    const consent = args["dry-run"] ? "count" : args.yes || args.state !== "dead" ? "given" : "ask";
    return deleteFinished({ states, queue: args.queue, olderThanMs }, consent, context);
  },
});
