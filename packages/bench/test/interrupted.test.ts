import { expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MAIN = join(import.meta.dir, "../src/main.ts");
const PROGRAM = join(import.meta.dir, "../../../apps/cli/src/bin.ts");

/** The runner among what a process has started, once there is one. */
async function runnerOf(pid: number): Promise<number> {
  for (;;) {
    const children = read(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean).map(Number);
    const runner = children.find((child) => read(`/proc/${child}/cmdline`).includes("\0worker\0start\0"));
    if (runner !== undefined) return runner;
    await Bun.sleep(5);
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

test.skipIf(process.platform !== "linux")(
  "a bench that is interrupted ends its runners and keeps no half figures",
  async () => {
    const json = join(tmpdir(), `queuectl-bench-${Bun.randomUUIDv7()}.json`);
    const argv = [process.execPath, MAIN, "memory", "--quick", "--program", PROGRAM, "--json", json];
    const bench = Bun.spawn(argv, { stdin: "ignore", stdout: "pipe", stderr: "ignore" });
    const runner = await runnerOf(bench.pid);

    bench.kill("SIGINT");

    expect(await bench.exited).toBe(130);
    expect(existsSync(`/proc/${runner}`)).toBeFalse();
    expect(existsSync(json)).toBeFalse();
    expect(await bench.stdout.text()).toContain("memory: interrupted");
  },
);
