import { hostname } from "node:os";
import { type JobStore, NotFound, QueuectlError, type RunnerRecord, type StopRequest } from "@queuectl/core";
import { isAlive } from "@queuectl/core/host";

/**
 * Asks one runner, or all that are registered now, to stop. Through the store, so that it reaches them wherever they are;
 * where the store cannot be written, by signal, which reaches those of this machine.
 */
export async function askToStop(
  store: JobStore,
  runner: string | null,
  how: StopRequest,
  now: number,
): Promise<RunnerRecord[]> {
  try {
    return await store.requestStop(runner, how, now);
  } catch (error) {
    if (!(error instanceof QueuectlError) || !["store-busy", "store-unavailable"].includes(error.code)) throw error;
    const asked = (await store.runners(now)).filter(({ id }) => runner === null || id === runner);
    if (runner !== null && asked.length === 0) throw new NotFound(`there is no runner ${runner}`);
    const living = asked.filter(({ alive }) => alive !== false);
    const reached = living.filter((each) => signalRunner(each, "SIGTERM"));
    // Nobody could be told by either way: then it is the store's trouble that counts.
    if (reached.length < living.length) throw error;
    if (how === "interrupt") for (const each of reached) signalRunner(each, "SIGTERM");
    return asked;
  }
}

/** Signals a runner's process if that can be seen from here and is still the one that registered. */
export function signalRunner(runner: RunnerRecord, signal: "SIGTERM" | "SIGKILL"): boolean {
  if (!isHere(runner)) return false;
  try {
    process.kill(runner.pid, signal);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
    throw new QueuectlError(`cannot signal ${runner.id} (pid ${runner.pid}): ${(error as Error).message}`, "failed");
  }
}

/** Whether the process that registered runs on this machine. Its pid alone may long be somebody else's. */
export function isHere({ host, pid, processStart }: RunnerRecord): boolean {
  return host === hostname() && pid > 1 && processStart !== null && isAlive(pid, processStart);
}
