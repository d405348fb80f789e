import { jobJson, QueuectlError, untilEnded } from "@queuectl/core";
import { command } from "../../frame/command.ts";
import { eachId, IDS } from "../../frame/each-id.ts";

export default command({
  meta: { name: "cancel", description: "cancel jobs; running ones are ended" },
  access: "write",
  args: {
    ids: IDS,
    "no-wait": { type: "boolean", description: "do not wait until a running job has ended" },
  },
  examples: ["queuectl cancel job1 job2", "queuectl list --queue mail --ids | queuectl cancel -"],
  notes: ["A running job gets SIGTERM, and after the config's kill-grace SIGKILL, with all that it started."],
  run: ({ args, store, out, io, now }) =>
    eachId(args.ids, { io, out }, async (id) => {
      const asked = await store.cancel(id, now());
      const wait = asked.state === "processing" && !args["no-wait"];
      const job = wait ? await untilEnded(asked, store, now) : asked;
      if (wait && job.state !== "cancelled") {
        throw new QueuectlError(`${job.id} became ${job.state} before it could be cancelled`, "job-conflict");
      }
      if (!out.json) {
        const done = job.state === "cancelled";
        await out.line(done ? `${out.paint("green", "✓")} cancelled ${job.id}` : `cancelling ${job.id}`);
      }
      return jobJson(job);
    }),
});
