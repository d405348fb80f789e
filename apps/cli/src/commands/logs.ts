import {
  type Attempt,
  findJob,
  formatInstant,
  type Job,
  NotFound,
  type OutputChunk,
  type OutputStream,
} from "@queuectl/core";
import { type Context, command } from "../command.ts";
import { follow } from "../logs/follow.ts";
import { LogPrinter } from "../logs/printer.ts";
import { readOutput, type Wanted } from "../logs/read-output.ts";
import { lastLines } from "../logs/tail.ts";
import { name, whole } from "../read-value.ts";

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
} as const;

type LogsContext = Context<typeof args, "read">;

export default command({
  meta: { name: "logs", description: "print what a job wrote" },
  access: "read",
  args,
  examples: ["queuectl logs job1", "queuectl logs job1 --follow --timestamps", "queuectl logs job1 --stderr --tail 20"],
  notes: [
    "Both streams are printed, each to the stream of its name. What was too much to be kept is reported on stderr.",
    "With --json, an array of pieces; with --follow, one piece a line.",
  ],
  async run(context) {
    const job = await findJob(context.store, context.args.id);
    const attempt = await chosenAttempt(job, context);
    const print = new Printing(context);
    if (!context.args.follow) {
      if (attempt === null)
        return context.json ? context.out.document([]) : context.out.info(`${job.id} has not run yet`);
      if (context.json) return context.out.array(print.pieces(attempt.number));
      await print.look(attempt.number);
      if (attempt.finishedAt !== null) await print.ended(attempt);
      return;
    }
    const only = context.args.attempt !== undefined;
    await follow(job.id, context.store, attempt?.number ?? 1, only, print);
  },
});

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
  #printer: LogPrinter | null = null;
  #attempt = 0;
  #cursor: number | undefined;

  /** For JSON: a character that was cut in two by the end of a piece goes into the next one. */
  #decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };

  constructor(private readonly context: LogsContext) {}

  async look(attempt: number): Promise<void> {
    const { io, args, json, out } = this.context;
    if (attempt !== this.#attempt) {
      this.#printer = new LogPrinter(io, args.timestamps);
      this.#cursor = undefined;
      this.#attempt = attempt;
      this.#decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
    }
    for await (const chunk of this.#chunks(attempt)) {
      if (json) await out.event(this.#pieceJson(attempt, chunk));
      else await this.#printer?.print(chunk);
    }
  }

  async ended(attempt: Attempt): Promise<void> {
    if (!this.context.json) await this.#printer?.end(attempt, this.#wanted(attempt.number).stream);
  }

  async *pieces(attempt: number): AsyncGenerator<unknown> {
    for await (const chunk of this.#chunks(attempt)) yield this.#pieceJson(attempt, chunk);
  }

  #wanted(attempt: number): Wanted {
    const { id, stdout, stderr } = this.context.args;
    const stream: OutputStream | undefined = stdout === stderr ? undefined : stdout ? "stdout" : "stderr";
    return { id, attempt, stream };
  }

  async *#chunks(attempt: number): AsyncGenerator<OutputChunk> {
    const { store, args } = this.context;
    const chunks = readOutput(store, this.#wanted(attempt), this.#cursor);
    if (args.tail !== undefined && this.#cursor === undefined) {
      const { pieces, cursor } = await lastLines(chunks, args.tail);
      this.#printer?.startAt(pieces);
      yield* pieces;
      this.#cursor = cursor;
      return;
    }
    for await (const chunk of chunks) {
      yield chunk;
      this.#cursor = chunk.cursor;
    }
  }

  #pieceJson(attempt: number, { stream, offset, at, bytes }: OutputChunk) {
    const text = this.#decoders[stream].decode(bytes, { stream: true });
    return { attempt, stream, offset, at: formatInstant(at), text };
  }
}
