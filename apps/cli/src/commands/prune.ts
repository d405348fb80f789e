import { FINISHED_STATES, type JobState } from "@queuectl/core";
import { command } from "../command.ts";
import { duration, stateOf } from "../read-value.ts";

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
    "older-than": {
      type: "string",
      valueHint: "DURATION",
      read: duration,
      description: "only those that finished longer ago; else the config's retention, else all",
    },
    "dry-run": { type: "boolean", description: "only say how many there are" },
  },
  examples: ["queuectl prune --older-than 7d", "queuectl prune --state completed --older-than 1h --dry-run"],
  async run({ args, store, out, now }) {
    const states: readonly JobState[] = args.state === undefined ? ["completed", "cancelled"] : [args.state];
    const age = args["older-than"] ?? (await store.config()).retentionMs;
    const dryRun = args["dry-run"];
    const count = await store.prune({ states, finishedBefore: now() - age + 1, dryRun }, now());
    if (out.json) return out.document({ deleted: dryRun ? 0 : count, ...(dryRun && { would_delete: count }) });
    const jobs = `${count} ${states.join(" or ")} ${count === 1 ? "job" : "jobs"}`;
    await out.line(dryRun ? `would delete ${jobs}` : `${out.paint("green", "✓")} deleted ${jobs}`);
  },
});
