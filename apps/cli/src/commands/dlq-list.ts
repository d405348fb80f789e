import { jobJson } from "@queuectl/core";
import { command } from "../command.ts";
import { name, whole } from "../read-value.ts";

export default command({
  meta: { name: "dlq list", description: "list dead jobs" },
  access: "read",
  args: {
    queue: { type: "string", valueHint: "NAME", read: name, description: "only jobs of this queue" },
    limit: { type: "string", valueHint: "N", default: "50", read: whole(1, 10_000), description: "at most so many" },
    after: { type: "string", valueHint: "ID", read: name, description: "begin behind this job: the next page" },
    ids: { type: "boolean", description: "nothing but the ids, one a line" },
  },
  examples: ["queuectl dlq list", "queuectl dlq list --ids | queuectl dlq retry -"],
  async run({ args, store, out, now }) {
    const { queue, after, limit } = args;
    const jobs = await store.jobs({ states: ["dead"], queue, after, limit: limit + 1 });
    const page = jobs.slice(0, limit);
    if (out.json) await out.document(args.ids ? page.map((job) => job.id) : page.map(jobJson));
    else if (args.ids) await out.line(...page.map((job) => job.id));
    else if (page.length > 0) {
      const { deadColumns } = await import("../job-table.ts");
      await out.table(deadColumns(now()), page);
    } else await out.info("no dead jobs");
    if (jobs.length > limit) await out.info(`there are more: --after ${page.at(-1)?.id}`);
  },
});
