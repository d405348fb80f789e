import { command } from "../../frame/command.ts";
import { name } from "../../frame/read-value.ts";

export default command({
  meta: { name: "queue pause", description: "give none of a queue's jobs to runners" },
  access: "write",
  args: {
    queue: { type: "positional", valueHint: "NAME", required: true, read: name, description: "the queue" },
  },
  examples: ["queuectl queue pause mail"],
  notes: [
    "What executes completes, and jobs may still be enqueued. A runner that is to run until nothing is left waits for them.",
  ],
  async run({ args, store, out, now }) {
    const queue = await store.setPaused(args.queue, true, now());
    if (out.json) await out.document(queue);
    else await out.line(`${out.paint("green", "✓")} ${queue.name} is paused`);
  },
});
