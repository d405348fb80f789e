import { InvalidInput, jobJson } from "@queuectl/core";
import { command } from "../command.ts";
import { eachId, IDS } from "../each-id.ts";

export default command({
  meta: { name: "dlq retry", description: "make dead jobs pending again" },
  access: "write",
  args: {
    ids: { ...IDS, required: false },
    all: { type: "boolean", description: "every dead job" },
  },
  examples: ["queuectl dlq retry job1 job2", "queuectl dlq retry --all"],
  notes: ["Their attempts count from 0 again. A job that is not dead is refused: queuectl retry takes others, too."],
  async run({ args, store, out, io, now }) {
    if (args.all === args.ids.length > 0) {
      const problem = args.all ? "--all and ids exclude each other" : "no job is named";
      throw new InvalidInput(problem, "name jobs, or say --all");
    }
    if (!args.all) {
      return await eachId(args.ids, { io, out }, async (id) => {
        const job = await store.retry(id, ["dead"], now());
        if (!out.json) await out.line(`${out.paint("green", "✓")} ${job.id} is pending again`);
        return jobJson(job);
      });
    }
    const retried = await store.bulk({ action: "retry", states: ["dead"] }, now());
    if (out.json) await out.document({ retried });
    else await out.line(`${out.paint("green", "✓")} ${retried} ${retried === 1 ? "job is" : "jobs are"} pending again`);
    return 0;
  },
});
