import {
  type Attempt,
  findJob,
  formatInstant,
  type Job,
  NotFound,
  type OutputPart,
  OutputReader,
  type OutputStream,
  QueuectlError,
} from "@queuectl/core";
import { type Context, command } from "../../frame/command.ts";
import { EXIT } from "../../frame/exit-codes.ts";
import { name, whole } from "../../frame/read-value.ts";
import { follow, isFinished } from "../../logs/follow.ts";
import { LogPrinter } from "../../logs/printer.ts";
import { lastLines } from "../../logs/tail.ts";

const args = {
  id: { type: "positional", valueHint: "ID", required: true, read: name, description: "the job" },
  stdout: { type: "boolean", description: "only what it wrote to stdout" },
  stderr: { type: "boolean", description: "only what it wrote to stderr" },
  attempt: {
    type: "string",
    valueHint: "N",
    read: whole(1, 1e15),
    description: "that attempt; the last one unless given",
  },
  follow: { type: "boolean", description: "go on, across retries, until the job has finished" },
  tail: { type: "string", valueHint: "N", read: whole(0, 1_000_000), description: "begin with the last N lines" },
  timestamps: { type: "boolean", description: "begin each line with when it was seen" },
  "exit-code": { type: "boolean", description: "exit as the job did: its exit code, 128+N by a signal, 124 timed out" },
} as const;

type LogsContext = Context<typeof args, "read">;

export default command({
  meta: { name: "logs", description: "print what a job wrote" },
  access: "read",
  args,
  examples: ["queuectl logs job1", "queuectl logs job1 --follow --timestamps", "queuectl logs job1 --stderr --tail 20"],
  notes: [
    "Both streams are printed, each to the stream of its name. A line in brackets stands where some was too much to be kept.",
    "With --json, an array of pieces, with --follow one piece a line; a gap between two offsets is what was not kept.",
    "The exit code is 0 whatever became of the job. With --exit-code it is the job's own: 128 + N after signal N, 124 timed out, 126 could not be started, 127 not found, 130 cancelled, 1 anything else that did not complete; 3 where it has not finished yet.",
  ],
  async run(context) {
    const { store, args } = context;
    const job = await findJob(store, args.id);
    const attempt = await chosenAttempt(job, context);
    await print(job, attempt, context);
    return args["exit-code"] ? await exitCode(context) : EXIT.done;
  },
});

async function print(job: Job, attempt: Attempt | null, context: LogsContext) {
  const { store, args, json, out } = context;
  const printing = new Printing(context);
  if (args.follow) return follow(job.id, store, attempt?.number ?? 1, args.attempt !== undefined, printing);
  if (attempt === null) return json ? out.document([]) : out.info(`${job.id} has not run yet`);
  if (json) return out.array(printing.pieces(attempt.number));
  await printing.look(attempt.number);
  if (attempt.finishedAt !== null) await printing.ended(attempt);
}

/** What the job, or the attempt that was asked for, came to by now. */
async function exitCode(context: LogsContext): Promise<number> {
  const job = await findJob(context.store, context.args.id);
  const attempt = await chosenAttempt(job, context);
  const finished = context.args.attempt === undefined ? isFinished(job) : attempt?.finishedAt != null;
  if (!finished) throw new QueuectlError(`${job.id} has not finished`, "job-conflict", "wait for it: --follow");
  const { jobExitCode } = await import("../../frame/job-exit-code.ts");
  return jobExitCode(job, attempt);
}

async function chosenAttempt(job: Job, { args, store }: LogsContext): Promise<Attempt | null> {
  if (args.attempt === undefined) return job.last;
  const attempts = await store.attempts(job.id);
  const found = attempts.find(({ number }) => number === args.attempt);
  if (found !== undefined) return found;
  const numbers = attempts.map(({ number }) => number).join(", ");
  const there = numbers === "" ? "it has not run yet" : `choose one of ${numbers}`;
  throw new NotFound(`${job.id} has no attempt ${args.attempt}`, there);
}

/** Prints each piece once, in the form that was asked for. */
class Printing {
  #reader: OutputReader | null = null;
  #printer: LogPrinter | null = null;

  /** For JSON: a character that was cut in two by the end of a piece goes into the next one. */
  #decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };

  constructor(private readonly context: LogsContext) {}

  async look(attempt: number): Promise<void> {
    const { io, args } = this.context;
    if (attempt !== this.#reader?.wanted.attempt) {
      this.#printer = new LogPrinter(io, args.timestamps);
      this.#decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
    }
    await this.#print(this.#parts(attempt));
  }

  async ended(attempt: Attempt): Promise<void> {
    await this.#print(this.#reader?.ended(attempt) ?? []);
    await this.#printer?.end();
  }

  async *pieces(attempt: number): AsyncGenerator<unknown> {
    for await (const part of this.#parts(attempt)) if (!part.mark) yield this.#pieceJson(attempt, part);
  }

  async #print(parts: Iterable<OutputPart> | AsyncIterable<OutputPart>): Promise<void> {
    const { json, out } = this.context;
    for await (const part of parts) {
      if (!json) await this.#printer?.print(part);
      else if (!part.mark) await out.event(this.#pieceJson(this.#reader?.wanted.attempt ?? 0, part));
    }
  }

  /** What an attempt has written since it was asked last: at first no more than the last lines, if only these are wanted. */
  async *#parts(attempt: number): AsyncGenerator<OutputPart> {
    const { store, args } = this.context;
    if (attempt === this.#reader?.wanted.attempt) return yield* this.#reader.news();
    const { id, stdout, stderr } = args;
    const stream: OutputStream | undefined = stdout === stderr ? undefined : stdout ? "stdout" : "stderr";
    this.#reader = new OutputReader(store, { id, attempt, stream });
    yield* args.tail === undefined ? this.#reader.news() : await lastLines(this.#reader.news(), args.tail);
  }

  #pieceJson(attempt: number, { stream, offset, at, bytes }: OutputPart) {
    const text = this.#decoders[stream].decode(bytes, { stream: true });
    return { attempt, stream, offset, at: formatInstant(at), text };
  }
}
