import { JOB_STATES, type QueueStatus } from "@queuectl/core";
import { command } from "../../frame/command.ts";
import { name, whole } from "../../frame/read-value.ts";
import type { Column } from "../../print/table.ts";

export default command({
  meta: { name: "queue list", description: "list queues and how many jobs each has" },
  access: "read",
  args: {
    limit: {
      type: "string",
      valueHint: "N",
      default: "100",
      read: whole(1, 1_000_000),
      description: "at most so many",
    },
    after: { type: "string", valueHint: "NAME", read: name, description: "the next page: begin behind this queue" },
  },
  examples: ["queuectl queue list", "queuectl queue list --limit 20 --after mail"],
  async run({ args, store, out }) {
    const { limit, after } = args;
    const found = await store.queues({ after, limit: limit + 1 });
    const queues = found.slice(0, limit);
    if (out.json) await out.document(queues);
    else if (queues.length > 0) await out.table(COLUMNS, queues);
    else await out.info(after === undefined ? "no queue has a job" : `no queue follows ${after}`);
    if (found.length > limit) await out.info(`there are more: --after ${queues.at(-1)?.name}`);
  },
});

const COLUMNS: readonly Column<QueueStatus>[] = [
  { title: "QUEUE", cell: ({ name }) => name, shrinkTo: 12 },
  {
    title: "STATE",
    cell: ({ paused }) => (paused ? "paused" : "open"),
    colour: ({ paused }) => (paused ? "yellow" : "green"),
  },
  ...JOB_STATES.map(
    (state): Column<QueueStatus> => ({
      title: state.toUpperCase(),
      cell: ({ jobs }) => String(jobs[state]),
      align: "right",
    }),
  ),
];
