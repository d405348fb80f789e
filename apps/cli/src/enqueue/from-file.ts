import { jobJson } from "@queuectl/core";
import type { Context } from "../frame/command.ts";
import { Progress } from "../print/progress.ts";
import { took } from "../print/relative-time.ts";
import type { enqueueArguments } from "./arguments.ts";
import { enqueueAll, enqueueEach, type Intake } from "./bulk.ts";
import type { Completion } from "./completion.ts";
import { openSource } from "./sources.ts";

/** Enqueues what a file holds, and answers with how many there were and how fast it went. */
export async function enqueueFrom(
  path: string,
  completion: Completion,
  { args, store, out, now, io }: Context<typeof enqueueArguments, "create">,
): Promise<void> {
  const startedAt = now();
  const source = await openSource(path, io, out);
  let count = 0;
  {
    await using progress = new Progress(out, now);
    const intake: Intake = { source, completion, store, progress, out, now: startedAt };
    count = args.each ? await runEach(intake) : await enqueueAll(intake);
  }
  if (out.json) return;
  const ms = now() - startedAt;
  const rate = ms < 100 ? "" : `, ${Math.round((count * 1_000) / ms).toLocaleString("en")}/s`;
  const jobs = `${count.toLocaleString("en")} ${count === 1 ? "job" : "jobs"}`;
  await out.line(`${out.paint("green", "✓")} enqueued ${jobs} in ${took(ms)}${rate}`);
}

async function runEach(intake: Intake): Promise<number> {
  let count = 0;
  let failure: unknown = null;
  async function* jobs() {
    try {
      for await (const batch of enqueueEach(intake)) {
        count += batch.length;
        for (const job of batch) yield jobJson(job);
      }
    } catch (error) {
      // The array of those that are stored must end well, even so.
      failure = error;
    }
  }
  if (intake.out.json) await intake.out.array(jobs());
  else for await (const _ of jobs());
  if (failure !== null) throw failure;
  return count;
}
