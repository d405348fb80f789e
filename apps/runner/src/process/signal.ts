import { processStart } from "@queuectl/core/host";

/** `forbidden`: it lives, and belongs to another user. */
export type Sent = "sent" | "gone" | "forbidden";

/** Signals a whole process group. Its leader's pid must be known to be that of the right process. */
export function signalGroup(leader: number, signal: NodeJS.Signals | 0): Sent {
  return send(leader, -leader, signal);
}

/** Signals one process, only if it is still the one that started at `start`. */
export function signalProcess(pid: number, start: string, signal: NodeJS.Signals): Sent {
  return processStart(pid) === start ? send(pid, pid, signal) : "gone";
}

function send(pid: number, target: number, signal: NodeJS.Signals | 0): Sent {
  // 0 would be our own group, -1 every process there is, 1 the machine's init.
  if (!(pid > 1)) throw new Error(`refused to signal pid ${pid}`);
  try {
    process.kill(target, signal);
    return "sent";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM" ? "forbidden" : "gone";
  }
}
