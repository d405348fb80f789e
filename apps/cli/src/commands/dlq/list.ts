import { cursorOf, jobJson } from "@queuectl/core";
import { command } from "../../frame/command.ts";
import { name, place, whole } from "../../frame/read-value.ts";

export default command({
  meta: { name: "dlq list", description: "list dead jobs" },
  access: "read",
  args: {
    queue: { type: "string", valueHint: "NAME", read: name, description: "only jobs of this queue" },
    limit: { type: "string", valueHint: "N", default: "50", read: whole(1, 10_000), description: "at most so many" },
    after: {
      type: "string",
      valueHint: "CURSOR",
      read: place,
      description: "the next page: begin behind this place, or job",
    },
    ids: { type: "boolean", description: "nothing but the ids, one a line" },
  },
  examples: ["queuectl dlq list", "queuectl dlq list --ids | queuectl dlq retry -"],
  async run({ args, store, out, now }) {
    const { queue, after, limit } = args;
    const jobs = await store.jobs({ states: ["dead"], queue, after, limit: limit + 1, excerpts: !out.json });
    const page = jobs.slice(0, limit);
    if (out.json) await out.document(args.ids ? page.map((job) => job.id) : page.map(jobJson));
    else if (args.ids) await out.line(...page.map((job) => job.id));
    else if (page.length > 0) {
      const { deadColumns } = await import("../../print/job-table.ts");
      await out.table(deadColumns(now()), page);
    } else await out.info("no dead jobs");
    const last = page.at(-1);
    if (jobs.length > limit && last) await out.info(`there are more: --after ${cursorOf(last)}`);
  },
});
