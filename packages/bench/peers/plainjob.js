/** Arguments: `bulk` or `drain`, a new database's path, how many jobs. Prints jobs a second. */
import { Database } from "bun:sqlite";
import { bun, defineQueue } from "plainjob";

const [what, path, count] = process.argv.slice(2);
const jobs = Number(count);
const silent = { error() {}, warn() {}, info() {}, debug() {} };
const queue = defineQueue({ connection: bun(new Database(path)), logger: silent });

const data = Array.from({ length: jobs }, (_, i) => ({ command: `echo ${i}` }));
const added = timed(() => queue.addMany("job", data));
const seconds = what === "bulk" ? added : timed(drain);
queue.close();
process.stdout.write(`${jobs / seconds}\n`);

function drain() {
  for (;;) {
    const job = queue.getAndMarkJobAsProcessing("job");
    if (!job) return;
    queue.markJobAsDone(job.id);
  }
}

function timed(act) {
  const begin = performance.now();
  act();
  return (performance.now() - begin) / 1_000;
}
