import type { JobStore, RunnerRecord } from "@queuectl/core";
import { command } from "../../frame/command.ts";
import { EXIT } from "../../frame/exit-codes.ts";
import { duration, name } from "../../frame/read-value.ts";
import { span } from "../../print/relative-time.ts";
import { askToStop, signalRunner } from "../../runner/ask-to-stop.ts";
import { runnersAround } from "../../runner/runners-around.ts";
import { untilGone } from "../../runner/until-gone.ts";

/** `--force` without a timeout of its own: longer than the default kill-grace takes. */
const FORCE_WITHIN_MS = 30_000;
/** The system needs a moment even for SIGKILL. */
const KILL_WITHIN_MS = 5_000;

type Result = "stopped" | "stopping" | "killed" | "dead";

export default command({
  meta: { name: "worker stop", description: "stop runners after what they execute" },
  access: "write",
  args: {
    runner: {
      type: "positional",
      valueHint: "RUNNER",
      required: false,
      read: name,
      description: "only this one; all unless given",
    },
    timeout: { type: "string", valueHint: "DURATION", read: duration, description: "wait no longer than this" },
    force: { type: "boolean", description: "end what executes and give it back; kill the runner at the timeout" },
    "no-wait": { type: "boolean", description: "do not wait until they are gone" },
  },
  examples: ["queuectl worker stop", "queuectl worker stop --timeout 1m --force"],
  notes: [
    "What executes completes, what waits stays pending. A runner that is started afterwards is not concerned.",
    "Within a job whose runner is to stop it only asks: that runner waits for the job.",
  ],
  async run({ args, store, out, now, io }) {
    const around = await runnersAround(store, io.env);
    const asked = await askToStop(store, args.runner ?? null, args.force ? "interrupt" : "drain", now());
    const withinMs = args.timeout ?? (args.force ? FORCE_WITHIN_MS : null);
    const waiting = asked.filter(({ alive }) => alive !== false);
    const own = asked.filter(({ id }) => around.has(id));
    let onlyAsks = args["no-wait"] || own.length > 0;
    if (own.length > 0) await out.info(`only asked, and not waited for: this is part of a job of ${names(own)}`);
    else if (waiting.length > 0 && !onlyAsks) await out.info(`waiting for ${names(waiting)} to finish`);
    // Somebody else may ask our own runner meanwhile, from a job of one of those that we wait for.
    const callOff = (listed: readonly RunnerRecord[]): boolean => {
      onlyAsks = listed.some(({ id, stopRequested }) => stopRequested !== null && around.has(id));
      return onlyAsks;
    };
    const late = onlyAsks ? waiting : await untilGone(store, asked, withinMs, now, callOff);
    const killed = args.force && !onlyAsks ? await kill(store, late, now) : [];
    const dead = (await stillDead(store, asked, now)).filter((each) => !killed.includes(each));

    const resultOf = (runner: RunnerRecord): Result => {
      if (dead.includes(runner)) return "dead";
      if (killed.includes(runner)) return "killed";
      return late.includes(runner) ? "stopping" : "stopped";
    };
    if (out.json) await out.document(asked.map((each) => ({ id: each.id, pid: each.pid, result: resultOf(each) })));
    else if (asked.length === 0) await out.info("no runner is running");
    else await out.line(...asked.map((each) => `${resultOf(each)} ${each.id}`));
    if (dead.length > 0) await out.info(`${names(dead)} died; the next runner takes back what it left`);
    if (killed.length > 0) await out.warn(`the next runner ends what ${names(killed)} left running`);

    const remaining = onlyAsks ? [] : late.filter((each) => !killed.includes(each));
    if (remaining.length === 0) return EXIT.done;
    await out.error(
      `${names(remaining)} still ${remaining.length === 1 ? "runs" : "run"} after ${span(withinMs ?? 0)}`,
      args.force ? "it cannot be killed from here" : "it stops when its jobs have ended; to end them: --force",
    );
    return EXIT.failed;
  },
});

/** One that stopped has left the store; one that is listed without its process never had the time to. */
async function stillDead(store: JobStore, asked: readonly RunnerRecord[], now: () => number): Promise<RunnerRecord[]> {
  const listed = new Map((await store.runners(now())).map((runner) => [runner.id, runner]));
  return asked.filter(({ id }) => listed.get(id)?.alive === false);
}

/** Resolves to those that are gone by it. */
async function kill(store: JobStore, late: readonly RunnerRecord[], now: () => number): Promise<RunnerRecord[]> {
  for (const runner of late) signalRunner(runner, "SIGKILL");
  const left = await untilGone(store, late, KILL_WITHIN_MS, now);
  return late.filter((runner) => !left.includes(runner));
}

function names(runners: readonly RunnerRecord[]): string {
  return runners.map(({ id }) => id).join(", ");
}
