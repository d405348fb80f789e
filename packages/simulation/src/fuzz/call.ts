import { main } from "queuectl/src/main.ts";
import type { Input } from "./argv.ts";
import type { FuzzHome } from "./home.ts";

/** What a call came to. */
export interface Called {
  /** `null` when it did not end. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const HANGS_AFTER_MS = 20_000;

/** Calls the program's own `main`, within this process. */
export async function call({ argv, stdin, terminal }: Input, home: FuzzHome): Promise<Called> {
  const written = { stdout: "", stderr: "" };
  const channel = (name: "stdout" | "stderr") => ({
    terminal,
    columns: () => 80,
    async write(data: string | Uint8Array) {
      written[name] += typeof data === "string" ? data : new TextDecoder().decode(data);
    },
  });
  const code = await within(
    main(argv, {
      env: home.env,
      platform: process.platform,
      cwd: () => home.cwd,
      now: Date.now,
      stdin: {
        isTerminal: async () => false,
        async *chunks() {
          yield* stdin;
        },
      },
      stdout: channel("stdout"),
      stderr: channel("stderr"),
    }),
  );
  return { code, ...written };
}

const BIN = new URL(import.meta.resolve("queuectl/src/bin.ts")).pathname;
/** A single argument may not be longer than 128 KiB on Linux. */
const MAX_ARGUMENT = 100_000;

/** Calls the real program. What no program can be given is made into something that it can. */
export async function callProgram({ argv, stdin }: Input, home: FuzzHome): Promise<Called> {
  const given = argv.map((word) => word.replaceAll("\0", "0").slice(0, MAX_ARGUMENT).toWellFormed());
  const child = Bun.spawn([process.execPath, "--no-env-file", "--config=/dev/null", BIN, ...given], {
    cwd: home.cwd,
    env: home.env,
    stdin: new Blob(stdin as Uint8Array<ArrayBuffer>[]),
    stdout: "pipe",
    stderr: "pipe",
  });
  const ended = Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  const answer = await within(ended);
  if (answer === null) child.kill("SIGKILL");
  const [stdout, stderr, code] = answer ?? ["", "", null];
  return { code, stdout, stderr };
}

async function within<T>(promise: Promise<T>): Promise<T | null> {
  const { promise: late, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), HANGS_AFTER_MS);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
