import { command } from "../../frame/command.ts";
import { name } from "../../frame/read-value.ts";

export default command({
  meta: { name: "queue resume", description: "give a queue's jobs to runners again" },
  access: "write",
  args: {
    queue: { type: "positional", valueHint: "NAME", required: true, read: name, description: "the queue" },
  },
  examples: ["queuectl queue resume mail"],
  async run({ args, store, out, now }) {
    const queue = await store.setPaused(args.queue, false, now());
    if (out.json) await out.document(queue);
    else await out.line(`${out.paint("green", "✓")} ${queue.name} is open again`);
  },
});
