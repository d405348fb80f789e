import { command } from "../../frame/command.ts";
import { fileNamed, restore } from "../../frame/open-store.ts";

/** More are counted, not named. */
const MOST_NAMED = 5;

export default command({
  meta: { name: "restore", description: "put a backup in the place of the store" },
  // Whatever is there, be it damaged, is replaced.
  access: "none",
  args: {
    file: { type: "positional", valueHint: "FILE", required: true, description: "the backup; it stays as it is" },
  },
  examples: ["queuectl restore ~/queue-2026-11-28.db"],
  notes: [
    "What was there is kept beside it. It is refused while a runner, queuectl web or another process works with the store.",
    "All queues are paused, so that nothing is done a second time: queuectl list shows what would run, queuectl queue resume lets it.",
    "Jobs that were executing when the backup was made wait to be executed again. That does not count as a failure.",
  ],
  async run({ args, location, place, out, io, now }) {
    const backup = fileNamed(args.file, "FILE", io);
    const { jobs, kept, paused, givenBack } = await restore(place, backup, now());
    if (out.json) return out.document({ restored: backup, db: location, jobs, kept, paused, given_back: givenBack });
    await out.line(`${out.paint("green", "✓")} restored ${counted(jobs, "job")} from ${backup}`);
    if (kept !== null) await out.line(`  what was there: ${kept}`);
    if (givenBack > 0) {
      await out.warn(
        `${counted(givenBack, "job")} ${givenBack === 1 ? "was" : "were"} executing in it: to be executed again`,
      );
    }
    if (paused.length === 0) return;
    const names = paused.length > MOST_NAMED ? counted(paused.length, "queue") : paused.join(", ");
    await out.info(`paused: ${names}; when nothing of it must not be done twice: queuectl queue resume NAME`);
  },
});

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
