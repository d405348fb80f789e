import type { Channel, Io } from "../src/io/io.ts";

interface Recorded extends Channel {
  text: string;
}

function channel(terminal: boolean): Recorded {
  return {
    terminal,
    text: "",
    columns: () => 80,
    async write(data) {
      this.text += typeof data === "string" ? data : new TextDecoder().decode(data);
    },
  };
}

/** A world outside for a command that runs within the test: what it writes is kept. */
export function io(env: Record<string, string>, terminal = false): Io & { stdout: Recorded; stderr: Recorded } {
  return {
    env,
    platform: "linux",
    cwd: () => "/",
    now: () => Date.now(),
    stdin: { isTerminal: async () => true, chunks: async function* () {} },
    stdout: channel(terminal),
    stderr: channel(terminal),
  };
}
