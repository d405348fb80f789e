import { findJob } from "@queuectl/core";
import { command } from "../../frame/command.ts";
import { name } from "../../frame/read-value.ts";
import { showJob } from "../../print/job-details.ts";

export default command({
  meta: { name: "show", description: "show everything about a job" },
  access: "read",
  args: { id: { type: "positional", valueHint: "ID", required: true, read: name, description: "the job" } },
  examples: ["queuectl show job1", "queuectl show job1 --json"],
  async run({ args, store, out, now }) {
    await showJob(await findJob(store, args.id), store, out, now());
  },
});
