/** One Worker of `workers.ts`: executes one shell line after the other. */
const thread = globalThis as unknown as Worker;

thread.onmessage = async ({ data: { jobs, line } }: MessageEvent<{ jobs: number; line: string }>) => {
  for (let done = 0; done < jobs; done++) {
    await Bun.spawn(["/bin/sh", "-c", line], { stdin: "ignore", stdout: "ignore", stderr: "ignore" }).exited;
  }
  thread.postMessage("done");
};
thread.postMessage("ready");

export {};
