import { InvalidInput, jobJson } from "@queuectl/core";
import { command } from "../../frame/command.ts";
import { eachId, IDS } from "../../frame/each-id.ts";
import { name } from "../../frame/read-value.ts";

export default command({
  meta: { name: "dlq retry", description: "make dead jobs pending again" },
  access: "write",
  args: {
    ids: { ...IDS, required: false },
    all: { type: "boolean", description: "every dead job" },
    queue: { type: "string", valueHint: "NAME", read: name, description: "with --all: only those of this queue" },
  },
  examples: ["queuectl dlq retry job1 job2", "queuectl dlq retry --all --queue mail"],
  notes: ["Their attempts count from 0 again. A job that is not dead is refused: queuectl retry takes others, too."],
  async run({ args, store, out, io, now }) {
    if (args.all === args.ids.length > 0) {
      const problem = args.all ? "--all and ids exclude each other" : "no job is named";
      throw new InvalidInput(problem, "name jobs, or say --all");
    }
    if (args.queue !== undefined && !args.all) {
      throw new InvalidInput("--queue goes with --all", "leave it out: an id names one job, whatever its queue");
    }
    if (!args.all) {
      return await eachId(args.ids, { io, out }, async (id) => {
        const job = await store.retry(id, ["dead"], now());
        if (!out.json) await out.line(`${out.paint("green", "✓")} ${job.id} is pending again`);
        return jobJson(job);
      });
    }
    const retried = await store.bulk({ action: "retry", states: ["dead"], queue: args.queue }, now());
    if (out.json) await out.document({ retried });
    else await out.line(`${out.paint("green", "✓")} ${retried} ${retried === 1 ? "job is" : "jobs are"} pending again`);
    return 0;
  },
});
