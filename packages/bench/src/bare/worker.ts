/** One Worker of `workers.ts`: executes one shell line after the other. */
const self = globalThis as unknown as Worker;

self.onmessage = async ({ data: { jobs, line } }: MessageEvent<{ jobs: number; line: string }>) => {
  for (let done = 0; done < jobs; done++) {
    await Bun.spawn(["/bin/sh", "-c", line], { stdin: "ignore", stdout: "ignore", stderr: "ignore" }).exited;
  }
  postMessage("done");
};
postMessage("ready");
