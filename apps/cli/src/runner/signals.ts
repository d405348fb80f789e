import { readFileSync } from "node:fs";

/** What ends a program from outside; the terminal's own end is one of them. */
const END_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export type EndSignal = (typeof END_SIGNALS)[number];

/** Calls `listener` for every signal that asks this process to end, instead of ending it. Returns how to stop listening. */
export function onEndSignals(listener: (signal: EndSignal) => void): () => void {
  const signals = END_SIGNALS.filter((signal) => signal !== "SIGHUP" || !hangupIsIgnored());
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}

/** Resolves with the first signal that asks this process to end; the next one ends it in the system's own way. */
export function untilSignalled(): Promise<EndSignal> {
  return new Promise((resolve) => {
    const stop = onEndSignals((signal) => {
      stop();
      resolve(signal);
    });
  });
}

/** Whether whoever started this process wants it to outlive its terminal (`nohup`): listening would undo that. */
function hangupIsIgnored(): boolean {
  try {
    const mask = /^SigIgn:\s*([0-9a-f]+)$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0";
    return (BigInt(`0x${mask}`) & 1n) === 1n;
  } catch {
    return false;
  }
}
