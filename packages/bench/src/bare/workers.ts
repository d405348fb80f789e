/**
 * A bare Bun process with so many Workers: says `ready`, and on SIGUSR2 has them execute so many shell lines and says
 * `done SECONDS`. It then waits to be ended. Arguments: WORKERS JOBS LINE.
 */
const [workers, jobs, line] = process.argv.slice(2);
const count = Number(workers);

const pool = await Promise.all(Array.from({ length: count }, boot));
await Bun.write(Bun.stdout, "ready\n");
process.once("SIGUSR2", async () => {
  const begin = performance.now();
  await Promise.all(pool.map((worker, at) => drain(worker, share(at))));
  await Bun.write(Bun.stdout, `done ${(performance.now() - begin) / 1_000}\n`);
});
setInterval(() => {}, 2 ** 30);

function boot(): Promise<Worker> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url));
  return new Promise((resolve) => worker.addEventListener("message", () => resolve(worker), { once: true }));
}

function share(at: number): number {
  return Math.floor(((at + 1) * Number(jobs)) / count) - Math.floor((at * Number(jobs)) / count);
}

function drain(worker: Worker, jobs: number): Promise<void> {
  return new Promise((resolve) => {
    worker.addEventListener("message", () => resolve(), { once: true });
    worker.postMessage({ jobs, line });
  });
}
