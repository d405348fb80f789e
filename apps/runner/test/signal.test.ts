import { expect, test } from "bun:test";
import { signalGroup, signalProcess } from "../src/process/signal.ts";

test("no signal is ever sent to pid 1, to 0 or to everybody", () => {
  for (const pid of [1, 0, -1, Number.NaN]) expect(() => signalGroup(pid, 0)).toThrow("refused");
});

test("a process is only signalled if it is the one that was meant", async () => {
  const child = Bun.spawn(["sleep", "300"]);
  try {
    expect(signalProcess(child.pid, "1", "SIGKILL")).toBe("gone");
    expect(child.killed).toBe(false);
    expect(signalGroup(2 ** 22 + 1, 0)).toBe("gone");
  } finally {
    child.kill("SIGKILL");
    await child.exited;
  }
});
