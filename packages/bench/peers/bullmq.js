/** Arguments: `bulk` or `drain`, the path of Redis' socket, how many jobs, and for `drain` how many at once. Prints jobs a second. */
import { Queue, Worker } from "bullmq";

const [what, path, count, together] = process.argv.slice(2);
const jobs = Number(count);
const connection = { path, maxRetriesPerRequest: null };
const CHUNK = 10_000;

const queue = new Queue("jobs", { connection });
await queue.obliterate({ force: true });
const seconds = what === "bulk" ? await add() : await drain();
await queue.close();
process.stdout.write(`${jobs / seconds}\n`);

async function add() {
  const specs = Array.from({ length: jobs }, (_, i) => ({ name: "job", data: { command: `echo ${i}` } }));
  const begin = performance.now();
  for (let at = 0; at < jobs; at += CHUNK) await queue.addBulk(specs.slice(at, at + CHUNK));
  return (performance.now() - begin) / 1_000;
}

async function drain() {
  await add();
  const { promise, resolve } = Promise.withResolvers();
  let left = jobs;
  const begin = performance.now();
  const worker = new Worker("jobs", async () => {}, { connection, concurrency: Number(together) });
  worker.on("completed", () => {
    if (--left === 0) resolve();
  });
  await promise;
  const took = (performance.now() - begin) / 1_000;
  await worker.close();
  return took;
}
