import { deleteByForce } from "@queuectl/core";
import { command } from "../../frame/command.ts";
import { eachId, IDS } from "../../frame/each-id.ts";

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
      if (args.force) await deleteByForce(id, store, now);
      else await store.delete(id, now());
      if (!out.json) await out.line(`${out.paint("green", "✓")} deleted ${id}`);
      return { id, deleted: true };
    }),
});
