import { JOB_STATES, type QueueStatus } from "@queuectl/core";
import { command } from "../command.ts";

export default command({
  meta: { name: "queue list", description: "list queues and how many jobs each has" },
  access: "read",
  args: {},
  async run({ store, out, now }) {
    const { queues } = await store.status(now());
    if (out.json) return out.document(queues);
    if (queues.length === 0) return out.info("no queue has had a job yet");
    await out.table<QueueStatus>(
      [
        { title: "QUEUE", cell: ({ name }) => name, shrinkTo: 12 },
        {
          title: "STATE",
          cell: ({ paused }) => (paused ? "paused" : "open"),
          colour: ({ paused }) => (paused ? "yellow" : "green"),
        },
        ...JOB_STATES.map((state) => ({
          title: state.toUpperCase(),
          cell: ({ jobs }: QueueStatus) => String(jobs[state]),
          align: "right" as const,
        })),
      ],
      queues,
    );
  },
});
