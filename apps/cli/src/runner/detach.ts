import { closeSync, openSync } from "node:fs";
import { formatDuration, QueuectlError } from "@queuectl/core";
import { sqliteFiles } from "@queuectl/core/sqlite";
import { environmentFor } from "../open-store.ts";
import { DETACHED_VARIABLE, type DetachedAnswer } from "./detached.ts";
import { selfCommand } from "./self.ts";
import type { StartContext, StartOptions } from "./start-options.ts";

/** A runner that takes longer to be ready will not be. */
const READY_WITHIN_MS = 60_000;

/** Starts a runner in a session of its own and returns when it is ready. Rejects with what the runner had to say when it is not. */
export async function detach(options: StartOptions, { location, openStore, out, io }: StartContext): Promise<void> {
  // Makes the directory that the log goes to, and tells here and now what is wrong with the store.
  await (await openStore("write")).close();
  const { log } = sqliteFiles(location);
  const logFile = openSync(log, "a", 0o600);
  // All three of its descriptors are others than ours: `queuectl worker start --detach | cat` must end.
  const runner = Bun.spawn(selfCommand(startArguments(options)), {
    detached: true,
    stdin: "ignore",
    stdout: "pipe",
    stderr: logFile,
    env: { ...environmentFor(location, io.env), [DETACHED_VARIABLE]: "1" },
  });
  closeSync(logFile);
  runner.unref();
  const late = setTimeout(() => runner.kill("SIGTERM"), READY_WITHIN_MS);
  const answer = await firstAnswer(runner.stdout).finally(() => clearTimeout(late));

  if (answer === null) throw unready(log);
  if ("refused" in answer) throw new QueuectlError(answer.refused.message, answer.refused.code, answer.refused.fix);
  const { runner: id, http } = answer.ready;
  if (out.json) return out.document({ runner: id, pid: runner.pid, log, http });
  await out.line(`${out.paint("green", "✓")} runner ${id} is ready (pid ${runner.pid})`);
  if (http !== null) await out.line(`  ${http}`);
  await out.line(`  log: ${log}`);
}

/** The command line that means these options. */
function startArguments({ count, queues, untilEmpty, stopTimeoutMs, http }: StartOptions): string[] {
  const args = ["worker", "start", "--no-color", `--count=${count}`];
  for (const queue of queues ?? []) args.push(`--queue=${queue}`);
  if (untilEmpty) args.push("--until-empty");
  if (stopTimeoutMs !== null) args.push(`--stop-timeout=${formatDuration(stopTimeoutMs)}`);
  if (http !== null) args.push(`--http=${http.host.includes(":") ? `[${http.host}]` : http.host}:${http.port}`);
  return args;
}

/** What the runner says once it is ready or knows that it never will be; `null` when it ended without a word. */
async function firstAnswer(stdout: ReadableStream<Uint8Array>): Promise<DetachedAnswer | null> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stdout) {
    text += decoder.decode(chunk, { stream: true });
    const end = text.indexOf("\n");
    // Leaving the loop closes the pipe: the runner writes nothing more to it.
    if (end >= 0) return JSON.parse(text.slice(0, end));
  }
  return null;
}

function unready(log: string): QueuectlError {
  return new QueuectlError("the runner ended before it was ready", "failed", `see why: tail ${log}`);
}
