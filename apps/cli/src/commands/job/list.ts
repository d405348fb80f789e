import { cursorOf, type Job, type JobFilter, type JobStore, jobJson } from "@queuectl/core";
import { command } from "../../frame/command.ts";
import { anyState, name, place, whole } from "../../frame/read-value.ts";

const PAGE = 500;

export default command({
  meta: { name: "list", description: "list jobs" },
  access: "read",
  args: {
    state: { type: "string", valueHint: "STATE", read: anyState, description: "only jobs in this state" },
    queue: { type: "string", valueHint: "NAME", read: name, description: "only jobs of this queue" },
    limit: { type: "string", valueHint: "N", default: "50", read: whole(1, 1_000_000), description: "at most so many" },
    after: {
      type: "string",
      valueHint: "CURSOR",
      read: place,
      description: "the next page: begin behind this place, or job",
    },
    reverse: { type: "boolean", description: "the newest first" },
    ids: { type: "boolean", description: "nothing but the ids, one a line" },
  },
  examples: [
    "queuectl list --state dead",
    "queuectl list --state failed --ids | queuectl cancel -",
    "queuectl list --state pending --json",
  ],
  async run({ args, store, out, now }) {
    const { state, queue, after, reverse, limit } = args;
    const states = state === undefined ? undefined : [state];
    const jobs = await firstJobs(store, { states, queue, after, reverse, limit: limit + 1, excerpts: !out.json });
    const page = jobs.slice(0, limit);
    if (out.json) await out.document(args.ids ? page.map((job) => job.id) : page.map(jobJson));
    else if (args.ids) await out.line(...page.map((job) => job.id));
    else if (page.length > 0) {
      const { jobColumns } = await import("../../print/job-table.ts");
      await out.table(jobColumns(page, now()), page);
    } else await out.info("no jobs");
    const last = page.at(-1);
    if (jobs.length > limit && last) await out.info(`there are more: --after ${cursorOf(last)}`);
  },
});

/** Page by page, so that no single query answers with a million jobs. */
async function firstJobs(store: JobStore, filter: JobFilter): Promise<Job[]> {
  const found: Job[] = [];
  let after = filter.after;
  while (found.length < filter.limit) {
    const limit = Math.min(PAGE, filter.limit - found.length);
    const page = await store.jobs({ ...filter, after, limit });
    found.push(...page);
    if (page.length < limit) break;
    const last = page.at(-1);
    after = last && cursorOf(last);
  }
  return found;
}
