import { CANCELLABLE_STATES, type JobState, type JobStore } from "@queuectl/core";
import { command } from "../command.ts";
import { eachId, IDS } from "../each-id.ts";
import { findJob } from "../find-job.ts";
import { untilEnded } from "../until-ended.ts";

export default command({
  meta: { name: "delete", description: "delete jobs with all that belongs to them" },
  access: "write",
  args: {
    ids: IDS,
    force: { type: "boolean", description: "cancel them first if they are running" },
  },
  examples: ["queuectl delete job1 job2", "queuectl delete --force job1"],
  notes: ["Their attempts and their output go with them. A running job is refused without --force."],
  run: ({ args, store, out, io, now }) =>
    eachId(args.ids, { io, out }, async (id) => {
      if (args.force) await end(id, store, now);
      await store.delete(id, now());
      if (!out.json) await out.line(`${out.paint("green", "✓")} deleted ${id}`);
      return { id, deleted: true };
    }),
});

async function end(id: string, store: JobStore, now: () => number): Promise<void> {
  const { state } = await findJob(store, id);
  if (!(CANCELLABLE_STATES as readonly JobState[]).includes(state)) return;
  const job = await store.cancel(id, now());
  if (job.state === "processing") await untilEnded(job, store, now);
}
