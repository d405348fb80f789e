import { formatInstant, formatLocal, InvalidInput, type Job, type JobSpec, jobJson, parseText } from "@queuectl/core";
import { enqueueArguments } from "../../enqueue/arguments.ts";
import { type Completion, completion } from "../../enqueue/completion.ts";
import { warnOfUnserved } from "../../enqueue/unserved.ts";
import { type Context, command } from "../../frame/command.ts";

type EnqueueContext = Context<typeof enqueueArguments, "create">;

/** Where the jobs come from, just one of them. */
type Given =
  | { readonly kind: "one"; readonly command: string | readonly string[] }
  | { readonly kind: "json"; readonly text: string }
  | { readonly kind: "file"; readonly path: string };

export default command({
  meta: { name: "enqueue", description: "store jobs to be executed" },
  access: "create",
  takesRest: true,
  args: enqueueArguments,
  usage: [
    "queuectl enqueue [flags] -- COMMAND [ARGUMENT…]   without a shell",
    "queuectl enqueue [flags] -c LINE                  one line for /bin/sh",
    "queuectl enqueue [flags] JSON                     an object, or an array",
    "queuectl enqueue [flags] --file PATH | -          NDJSON or a JSON array",
  ],
  examples: [
    "queuectl enqueue -- convert a.png b.jpg",
    "queuectl enqueue --delay 10m --timeout 30s -c 'sort big.txt > sorted.txt'",
    `queuectl enqueue '{"id":"job1","command":"echo hi","max_retries":5}'`,
    "generate-jobs | queuectl enqueue --queue mail -",
  ],
  notes: [
    "Flags override the fields of JSON. A job runs where it was enqueued and with the PATH it was enqueued with; of the environment, nothing else is kept but what --env names. While allowed-commands is set, it runs with the runner's PATH.",
    "A file is stored whole or, when anything in it is wrong, not at all; --each keeps what came before.",
  ],
  async run(context) {
    const given = givenBy(context);
    const { allowedCommands } = await context.store.config();
    const job = completion(context.args, context.io, context.now(), allowedCommands.length === 0);
    if (given.kind === "file") return await enqueueFile(given.path, job, context);
    const value = given.kind === "json" ? parseText(given.text) : given;
    if (!Array.isArray(value)) {
      const spec = given.kind === "json" ? job.json(value) : job.spec({ command: given.command });
      return await answerOne(spec, context);
    }
    if (value.length !== 1) refuseId(context);
    await enqueueArray(value, job, context);
  },
});

async function answerOne(spec: JobSpec, context: EnqueueContext): Promise<void> {
  const { store, out, now } = context;
  const [job] = (await store.enqueue([spec], now())) as [Job];
  if (out.json) await out.document(jobJson(job));
  else await out.line(`${out.paint("green", "✓")} enqueued ${job.id}`);
  await answerDue(context);
  await warnOfUnserved([job.queue], context);
}

async function enqueueArray(values: readonly unknown[], job: Completion, context: EnqueueContext): Promise<void> {
  const { PlacedJobs } = await import("@queuectl/core/intake");
  const placed = new PlacedJobs("job", job.json);
  const specs = values.map((value, index) => placed.read(index + 1, value));
  const jobs = await context.store.enqueue(specs, context.now()).catch((error: unknown) => {
    throw placed.located(error);
  });
  await answerMany(jobs.length, jobs.map(jobJson), context);
  await warnOfUnserved([...new Set(jobs.map(({ queue }) => queue))], context);
}

async function enqueueFile(path: string, job: Completion, context: EnqueueContext): Promise<void> {
  refuseId(context);
  const { enqueueFrom } = await import("../../enqueue/from-file.ts");
  await enqueueFrom(path, job, context);
  await answerDue(context);
  await warnOfUnserved(null, context);
}

/** How `--run-at` was understood: nobody sees from the outside which zone a time was read in. */
async function answerDue({ args, out, now }: EnqueueContext): Promise<void> {
  const due = args["run-at"];
  if (due === undefined) return;
  const shown = due.zone === null ? formatInstant(due.at) : formatLocal(due.at, due.zone);
  if (!out.json) await out.line(`  due ${shown}`);
  if (due.at < now()) await out.warn(`--run-at is in the past (${shown}): it is due at once`);
}

async function answerMany(count: number, jobs: readonly unknown[], context: EnqueueContext): Promise<void> {
  const { out } = context;
  if (out.json) await out.document(jobs);
  else await out.line(`${out.paint("green", "✓")} enqueued ${count} ${count === 1 ? "job" : "jobs"}`);
  await answerDue(context);
}

function refuseId({ args }: EnqueueContext): void {
  if (args.id !== undefined) {
    throw new InvalidInput("--id names one job, but there may be many here", "give each its id in the JSON");
  }
}

/** Finds out what was given. Nothing, or two things at once, is refused. */
function givenBy({ args, rest }: EnqueueContext): Given {
  const found: [label: string, given: Given][] = [];
  const [word, extra] = args.job;
  if (word === "-") found.push(["-", { kind: "file", path: "-" }]);
  else if (word !== undefined) found.push(["JSON", { kind: "json", text: checkJson(word, extra) }]);
  if (args.file !== undefined) found.push(["--file", { kind: "file", path: args.file }]);
  if (args.command !== undefined) found.push(["-c", { kind: "one", command: args.command }]);
  if (rest !== null) found.push(["--", { kind: "one", command: rest }]);
  const [first, second] = found;
  if (first === undefined) {
    throw new InvalidInput("there is nothing to enqueue", "put a command behind --: queuectl enqueue -- echo hi");
  }
  if (second !== undefined || (word === "-" && extra !== undefined)) {
    throw new InvalidInput(
      `${first[0]} and ${second?.[0] ?? "JSON"} exclude each other`,
      "say in one way what to enqueue",
    );
  }
  if (rest?.length === 0) {
    throw new InvalidInput("nothing stands behind --", "for example: queuectl enqueue -- echo hi");
  }
  if (args.each && first[1].kind !== "file") {
    throw new InvalidInput("--each goes with --file or -", "leave it out");
  }
  return first[1];
}

function checkJson(word: string, extra: string | undefined): string {
  if (/^\s*[[{]/.test(word) && extra === undefined) return word;
  const wrong = /^\s*[[{]/.test(word) ? extra : word;
  throw new InvalidInput(
    `${JSON.stringify(wrong)} is not the JSON of a job`,
    "a command stands behind --: queuectl enqueue -- echo hi",
  );
}
