import { closeSync, constants, openSync } from "node:fs";
import { formatDuration, QueuectlError, shellWord } from "@queuectl/core";
import { sqliteFiles } from "@queuectl/core/sqlite";
import { environmentFor } from "../frame/open-store.ts";
import type { Io } from "../io/io.ts";
import { DETACHED_VARIABLE, type DetachedAnswer, type ReadyRunner } from "./detached.ts";
import { selfCommand } from "./self.ts";
import type { StartContext, StartOptions } from "./start-options.ts";

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } = constants;

/** A runner that takes longer to be ready will not be. */
const READY_WITHIN_MS = 60_000;

/** A runner that is ready, in a session of its own. */
export interface Detached extends ReadyRunner {
  readonly pid: number;
  readonly log: string;
}

/** Where a detached runner works, and what it is started with. */
export interface DetachContext {
  readonly location: string;
  readonly env: Io["env"];
  /** The program; `Bun.main` is something else in a thread. */
  readonly main: string;
}

/** `worker start --detach`: returns when the runner is ready. */
export async function detach(options: StartOptions, { location, openStore, out, io }: StartContext): Promise<void> {
  // Makes the directory that the log goes to, and tells here and now what is wrong with the store.
  await (await openStore("create")).close();
  const { runner, pid, log, http, signIn } = await startDetached(options, { location, env: io.env, main: Bun.main });
  if (out.json) return out.document({ runner, pid, log, http, sign_in_url: signIn });
  await out.line(`${out.paint("green", "✓")} runner ${runner} is ready (pid ${pid})`);
  if (http !== null) await out.line(`  ${http}`);
  if (signIn !== null) await out.line(`  to sign in, once: ${signIn}`);
  await out.line(`  log: ${log}`);
}

/** Starts a runner in a session of its own. Rejects with what the runner had to say when it is not ready. */
export async function startDetached(options: StartOptions, { location, env, main }: DetachContext): Promise<Detached> {
  const { log } = sqliteFiles(location);
  const logFile = openSync(log, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW, 0o600);
  // All three of its descriptors are others than ours: `queuectl worker start --detach | cat` must end.
  const runner = Bun.spawn(selfCommand(startArguments(options), main), {
    detached: true,
    stdin: "ignore",
    stdout: "pipe",
    stderr: logFile,
    env: { ...environmentFor(location, options.http === null ? withoutToken(env) : env), [DETACHED_VARIABLE]: "1" },
  });
  closeSync(logFile);
  runner.unref();
  const late = setTimeout(() => runner.kill("SIGTERM"), READY_WITHIN_MS);
  const answer = await firstAnswer(runner.stdout).finally(() => clearTimeout(late));

  if (answer === null) throw unready(log);
  if ("refused" in answer) throw new QueuectlError(answer.refused.message, answer.refused.code, answer.refused.fix);
  return { ...answer.ready, pid: runner.pid, log };
}

/** A runner that serves nothing has no use for it. */
function withoutToken({ QUEUECTL_TOKEN: _, ...env }: Io["env"]): Io["env"] {
  return env;
}

/** The command line that means these options. */
function startArguments({
  count,
  serves,
  untilEmpty,
  stopTimeoutMs,
  http,
  allowedHosts,
  quiet,
}: StartOptions): string[] {
  const args = ["worker", "start", "--no-color", `--count=${count}`];
  for (const queue of serves.queues ?? []) args.push(`--queue=${queue}`);
  for (const queue of serves.excludedQueues ?? []) args.push(`--exclude-queue=${queue}`);
  if (untilEmpty) args.push("--until-empty");
  if (quiet) args.push("--quiet");
  if (stopTimeoutMs !== null) args.push(`--stop-timeout=${formatDuration(stopTimeoutMs)}`);
  if (http !== null) args.push(`--http=${http.host.includes(":") ? `[${http.host}]` : http.host}:${http.port}`);
  for (const host of allowedHosts) args.push(`--allow-host=${host}`);
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
  return new QueuectlError("the runner ended before it was ready", "failed", `see why: tail ${shellWord(log)}`);
}
