import { readFileSync } from "node:fs";
import type { Home } from "./program.ts";
import { until } from "./until.ts";

const BIN = new URL("../src/bin.ts", import.meta.url).pathname;

/** `worker start` in the foreground of a session of its own, as a terminal would have it. */
export interface RunnerProcess extends AsyncDisposable {
  readonly pid: number;
  /** Its id, once it is ready. */
  readonly id: string;
  readonly exited: Promise<number>;
  /** What it has written to stderr so far. */
  log(): string;
  /** Waits for a line of its log. */
  says(text: string | RegExp): Promise<void>;
  /** Signals the process alone, or, like a terminal, all of its group. */
  signal(signal: NodeJS.Signals, whom?: "process" | "group"): void;
}

/** Starts a runner and waits until it is ready. It is killed at the end of the test if it has not ended before. */
export async function startRunner(home: Home, ...args: string[]): Promise<RunnerProcess> {
  const logFile = `${home.path}/${crypto.randomUUID()}.log`;
  const child = Bun.spawn([process.execPath, BIN, "worker", "start", ...args], {
    detached: true,
    cwd: home.path,
    stdin: "ignore",
    stdout: "ignore",
    stderr: Bun.file(logFile),
    env: environment(home),
  });
  const log = () => readFileSync(logFile, "utf8");
  const says = async (text: string | RegExp) => {
    const seen = () => (typeof text === "string" ? log().includes(text) : text.test(log()));
    await until(`${text} in the log`, seen).catch((error) => {
      throw new Error(`${error.message}; the log:\n${log()}`);
    });
  };
  await until("a log", () => Bun.file(logFile).exists());
  await Promise.race([
    says("is ready"),
    child.exited.then((code) => {
      if (!log().includes("is ready")) throw new Error(`the runner ended with ${code}:\n${log()}`);
    }),
  ]);
  return {
    pid: child.pid,
    id: /runner (\S+) is ready/.exec(log())?.[1] ?? "",
    exited: child.exited,
    log,
    says,
    signal: (signal, whom = "process") => process.kill(whom === "group" ? -child.pid : child.pid, signal),
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.exited;
    },
  };
}

/** The program at a real terminal. */
export function openTerminal(home: Home, ...argv: string[]) {
  const decoder = new TextDecoder();
  let screen = "";
  const child = Bun.spawn([process.execPath, BIN, ...argv], {
    env: environment(home),
    terminal: {
      cols: 100,
      rows: 30,
      data(_, bytes) {
        screen += decoder.decode(bytes);
      },
    },
  });
  return {
    exited: child.exited,
    screen: () => screen,
    type: (text: string) => child.terminal?.write(text),
    hangUp: () => child.terminal?.close(),
    shows: (text: string) => until(`${text} on the screen`, () => screen.includes(text)),
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.exited;
      child.terminal?.close();
    },
  };
}

function environment(home: Home): Record<string, string> {
  const { PATH = "" } = process.env;
  return { PATH, HOME: home.path, QUEUECTL_HOME: `${home.path}/.queuectl` };
}

/** Kills whatever detached runners the home still has, by what it knows of them. */
export async function killRunners(home: Home): Promise<void> {
  for (const { pid, state } of await home.json("worker", "list")) if (state !== "dead") process.kill(pid, "SIGKILL");
}

/** The state of a job. */
export async function stateOf(home: Home, id: string): Promise<string> {
  return (await home.json("show", id)).state;
}
