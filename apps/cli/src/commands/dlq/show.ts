import { findJob, JobConflict } from "@queuectl/core";
import { command } from "../../frame/command.ts";
import { name } from "../../frame/read-value.ts";
import { showJob } from "../../print/job-details.ts";

export default command({
  meta: { name: "dlq show", description: "show everything about a dead job" },
  access: "read",
  args: { id: { type: "positional", valueHint: "ID", required: true, read: name, description: "the dead job" } },
  examples: ["queuectl dlq show job1"],
  async run({ args, store, out, now }) {
    const job = await findJob(store, args.id);
    if (job.state !== "dead") {
      throw new JobConflict(job.id, job.state, "shown from the DLQ", ["dead"], `queuectl show ${job.id}`);
    }
    await showJob(job, store, out, now());
  },
});
