import { command } from "../command.ts";
import { duration } from "../read-value.ts";

export default command({
  meta: { name: "dlq purge", description: "delete dead jobs" },
  access: "write",
  args: {
    "older-than": {
      type: "string",
      valueHint: "DURATION",
      default: "0s",
      read: duration,
      description: "only those that died longer ago",
    },
  },
  examples: ["queuectl dlq purge", "queuectl dlq purge --older-than 30d"],
  async run({ args, store, out, now }) {
    // One later than now, so that what died this very millisecond counts as old enough.
    const finishedBefore = now() - args["older-than"] + 1;
    const deleted = await store.prune({ states: ["dead"], finishedBefore }, now());
    if (out.json) await out.document({ deleted });
    else await out.line(`${out.paint("green", "✓")} deleted ${deleted} dead ${deleted === 1 ? "job" : "jobs"}`);
  },
});
