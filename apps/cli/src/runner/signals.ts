import { closeSync, constants as files, openSync, readFileSync } from "node:fs";
import { constants } from "node:os";

/** What asks a program to end from outside; the terminal's own end is one of them. */
const END_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export type EndSignal = (typeof END_SIGNALS)[number];

/** Faster than anybody means it twice, slower than an echo arrives. */
const ECHO_MS = 200;

/**
 * Calls `listener` for every signal that asks this process to end, instead of ending it. Returns how to stop listening.
 * One Ctrl-C counts once: the terminal sends it to the whole foreground group, and `bunx` then hands on its own copy.
 */
export function onEndSignals(listener: (signal: EndSignal) => void): () => void {
  const signals = endSignals();
  const heardAt = new Map<EndSignal, number>();
  const heard = (signal: EndSignal) => {
    const at = performance.now();
    const echo = at - (heardAt.get(signal) ?? Number.NEGATIVE_INFINITY) < ECHO_MS;
    heardAt.set(signal, at);
    if (!echo) listener(signal);
  };
  for (const signal of signals) process.on(signal, heard);
  return () => {
    for (const signal of signals) process.off(signal, heard);
  };
}

/** Resolves with the first signal that asks this process to end; the next one ends it in the system's own way. */
export function untilSignalled(): Promise<EndSignal> {
  return new Promise((resolve) => {
    const stop = onEndSignals((signal) => {
      resolve(signal);
      // Not at once: its echo would end the program in the midst of ending.
      setTimeout(stop, ECHO_MS).unref();
    });
  });
}

/**
 * Ends this process by a signal that nobody else here listens for, with 128 and its number as the exit code. To be called in
 * the first process of a pid namespace (a container's): the kernel spares it what a signal does by default.
 */
export function endBySignals(): void {
  for (const signal of endSignals()) {
    process.on(signal, () => {
      if (process.listenerCount(signal) === 1) process.exit(128 + constants.signals[signal]);
    });
  }
}

function endSignals(): EndSignal[] {
  // To listen for a SIGHUP that is to be ignored would undo that.
  return END_SIGNALS.filter((signal) => signal !== "SIGHUP" || !isIgnored(signal));
}

/**
 * Whether this process has a terminal whose end SIGHUP could tell of. Asked before that: at its end nobody has it any more.
 */
export function hasTerminal(): boolean {
  try {
    closeSync(openSync("/dev/tty", files.O_RDONLY | files.O_NOCTTY | files.O_NONBLOCK));
    return true;
  } catch {
    return false;
  }
}

/**
 * Has the system tell how children end. Whoever started this process may ignore SIGCHLD, which is inherited: then the kernel
 * forgets each child as soon as it ends.
 */
export function hearOfChildren(): void {
  if (isIgnored("SIGCHLD")) process.on("SIGCHLD", () => {});
}

/** Whether whoever started this process wants it to ignore a signal: to outlive its terminal, it is SIGHUP (`nohup`). */
function isIgnored(signal: NodeJS.Signals): boolean {
  try {
    const mask = /^SigIgn:\s*([0-9a-f]+)$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0";
    return ((BigInt(`0x${mask}`) >> BigInt(constants.signals[signal] - 1)) & 1n) === 1n;
  } catch {
    return false;
  }
}
