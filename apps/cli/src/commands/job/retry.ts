import { jobJson, RETRYABLE_STATES } from "@queuectl/core";
import { command } from "../../frame/command.ts";
import { eachId, IDS } from "../../frame/each-id.ts";

export default command({
  meta: { name: "retry", description: "make finished or failed jobs pending again" },
  access: "write",
  args: { ids: IDS },
  examples: ["queuectl retry job1 job2", "queuectl list --state cancelled --ids | queuectl retry -"],
  notes: [`Jobs that are ${RETRYABLE_STATES.join(", ")} can be retried. Their attempts count from 0 again.`],
  run: ({ args, store, out, io, now }) =>
    eachId(args.ids, { io, out }, async (id) => {
      const job = await store.retry(id, RETRYABLE_STATES, now());
      if (!out.json) await out.line(`${out.paint("green", "✓")} ${job.id} is pending again`);
      return jobJson(job);
    }),
});
