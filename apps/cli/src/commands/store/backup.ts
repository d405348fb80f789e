import { command } from "../../frame/command.ts";
import { backUp, fileNamed } from "../../frame/open-store.ts";

export default command({
  meta: { name: "backup", description: "copy the store into a file, while it is in use" },
  // The copy is made by the store itself; an older one is copied as it is.
  access: "none",
  args: {
    file: { type: "positional", valueHint: "FILE", required: true, description: "where the copy goes" },
    replace: { type: "boolean", description: "take the place of an older backup" },
  },
  examples: ["queuectl backup ~/queue-$(date +%F).db", "queuectl backup --replace /backups/queue.db"],
  notes: [
    "The file is whole or it is not there: it gets its name once it has been checked and is on the disk. Only you can read it.",
    "Whoever looks into it works on a store of its own: queuectl --db FILE list",
  ],
  async run({ args, location, out, io }) {
    const target = fileNamed(args.file, "FILE", io);
    const { jobs, bytes } = await backUp(location, target, args.replace);
    if (out.json) return out.document({ backup: target, db: location, jobs, bytes });
    await out.line(`${out.paint("green", "✓")} backed up ${jobs} ${jobs === 1 ? "job" : "jobs"} to ${target}`);
  },
});
