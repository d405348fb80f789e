import { type JobStore, QueuectlError } from "@queuectl/core";
import { sqliteFiles } from "@queuectl/core/sqlite";
import { createRunner, type RunnerEnd } from "@queuectl/runner";
import { DETACHED_VARIABLE, type DetachedAnswer, isDetached, type ReadyRunner } from "../background/detached.ts";
import type { StartContext, StartOptions } from "../background/start-options.ts";
import { EXIT } from "../frame/exit-codes.ts";
import { version } from "../frame/version.ts";
import type { Http } from "../http/http.ts";
import { takeToken } from "../http/take-token.ts";
import { eventLog } from "./event-log.ts";
import { hasTerminal, hearOfChildren, onEndSignals } from "./signals.ts";
import { descriptorsFrom, startLineVariables } from "./start-line.ts";

/** Runs a runner in this process until it has stopped. Resolves to the exit code. */
export async function runRunner(options: StartOptions, context: StartContext): Promise<number> {
  const { openStore, out, io } = context;
  // Whoever waited for it may have given up: that is no reason to end.
  const answer = async (line: DetachedAnswer) => (isDetached(io.env) ? out.event(line).catch(() => {}) : undefined);
  let store: JobStore | undefined;
  try {
    store = await openStore("create");
    const end = await runUntilFinished(store, options, context, (ready) => answer({ ready }));
    return end.kind === "failed" ? EXIT.failed : EXIT.done;
  } catch (error) {
    if (error instanceof QueuectlError) {
      await answer({ refused: { message: error.message, code: error.code, fix: error.fix } });
    }
    throw error;
  } finally {
    await store?.close();
  }
}

async function runUntilFinished(
  store: JobStore,
  options: StartOptions,
  { location, out, json, io }: StartContext,
  ready: (runner: ReadyRunner) => Promise<void>,
): Promise<RunnerEnd> {
  const id = newRunnerId();
  // Before anything is started: every job can read the environment that its parent was started with.
  const token = takeToken(io.env);
  const file = isDetached(io.env) ? new (await import("./log-file.ts")).LogFile(sqliteFiles(location).log) : null;
  const shared = file === null ? null : { file, runner: id };
  const log = eventLog({ out, json, now: io.now, quiet: options.quiet, shared });
  // Jobs work on the same store as their runner, unless they choose another.
  Object.assign(process.env, { QUEUECTL_DB: location });
  const runner = createRunner({
    store,
    id,
    workers: options.count,
    ...options.serves,
    version,
    spoolDir: sqliteFiles(location).spool,
    untilEmpty: options.untilEmpty,
    stopTimeoutMs: options.stopTimeoutMs,
    descriptors: descriptorsFrom(io.env),
    hiddenEnv: ["QUEUECTL_TOKEN", DETACHED_VARIABLE, ...startLineVariables(io.env)],
    emit: log.event,
  });
  hearOfChildren();
  let http: Http | null = null;
  const onTerminal = hasTerminal();
  let started = false;
  let stopping = false;
  // To the very end: the echo of a signal must not kill a process that is about to end well.
  onEndSignals((signal) => {
    if (signal === "SIGHUP" && !onTerminal) {
      // A detached one opens its log again with each line that finds it renamed: so with this one, too.
      log.say("SIGHUP: going on, since no terminal of this runner has ended");
      return;
    }
    // The terminal's end is no impatience: only a second request from a person or a supervisor ends what runs.
    if (stopping && started && signal !== "SIGHUP") runner.interrupt();
    else if (!stopping) log.say(`${signal}: finishing what is running; once more to end it and give its jobs back`);
    stopping = true;
    if (started) runner.drain();
  });
  try {
    if (options.http !== null) {
      const { Http } = await import("../http/http.ts");
      // Before the first claim: a port that is taken must not leave a runner half started.
      http = await Http.start(
        { location, address: options.http, allowedHosts: options.allowedHosts, token, main: Bun.main },
        log.say,
      );
      log.say(`serving ${http.url}`);
      log.say(`to sign in, once: ${http.signInUrl}`);
    }
    await runner.start();
    started = true;
    if (stopping) runner.drain();
    await http?.reportsOn(() => runner.health());
    await ready({ runner: id, http: http?.url ?? null, signIn: http?.signInUrl ?? null });
    (await import("@queuectl/runner/orphans")).reapOrphans();
    const end = await runner.finished;
    if (end.kind === "failed" && end.error.fix !== null) log.say(end.error.fix);
    return end;
  } finally {
    await http?.stop();
  }
}

/** Short enough to type, random enough never to be drawn twice. */
function newRunnerId(): string {
  const random = crypto.getRandomValues(new Uint8Array(8));
  return `runner-${Array.from(random, (byte) => (byte % 36).toString(36)).join("")}`;
}
