import {
  excerptOf,
  type Job,
  type JobStore,
  jobJson,
  nextOffset,
  type OutputChunk,
  OutputCuts,
  type OutputStream,
} from "@queuectl/core";
import type { Client } from "./client.ts";
import { formatPlace, type Place } from "./place.ts";
import { messages, type News } from "./sse.ts";

/** Chunks per read, of 64 KiB at most each. */
const CHUNKS = 4;

/** What one round of news reads of the store, once for all clients that ask for the same. */
export class Reads {
  readonly #jobs = new Map<string, Promise<Job | null>>();
  readonly #outputs = new Map<string, Promise<OutputChunk[]>>();

  constructor(private readonly store: JobStore) {}

  job(id: string): Promise<Job | null> {
    return shared(this.#jobs, id, () => this.store.job(id));
  }

  /** Where the stream goes on that was read up to `end`, if it does already. */
  nextOffset(id: string, attempt: number, stream: OutputStream, end: number): Promise<number | null> {
    return nextOffset(this.store, { id, attempt, stream, end });
  }

  output(id: string, attempt: number, after: number): Promise<OutputChunk[]> {
    const read = () => this.store.output(id, { attempt, after, limit: CHUNKS });
    return shared(this.#outputs, `${id} ${attempt} ${after}`, read);
  }
}

/** Tells one client of one job: its state when that changed, and what its last attempt writes, as fast as the client takes it. */
export class JobFeed {
  #told: string | null = null;
  #decoders = freshDecoders();
  #attempt: number;
  #cursor: number;
  #cuts: OutputCuts;
  #running: Promise<void> | null = null;
  #again: Reads | null = null;

  constructor(
    private readonly id: string,
    private readonly client: Client,
    from: Place | null,
  ) {
    this.#attempt = from?.attempt ?? 0;
    this.#cursor = from?.cursor ?? 0;
    this.#cuts = new OutputCuts(this.#cursor === 0 ? 0 : null);
  }

  /** How far the client has come. */
  get place(): Pick<Place, "attempt" | "cursor"> {
    return { attempt: this.#attempt, cursor: this.#cursor };
  }

  /** Something may have changed. Rejects when the store cannot be read. */
  async tell(reads: Reads, heard: Pick<Place, "epoch" | "change">): Promise<void> {
    if (this.#running !== null) {
      // Still at it, for the client is slow: it looks again at its end.
      this.#again = reads;
      return;
    }
    try {
      for (let next: Reads | null = reads; next !== null; next = this.#again) {
        this.#again = null;
        this.#running = this.#look(next, heard);
        await this.#running;
      }
    } finally {
      this.#running = null;
    }
  }

  async #look(reads: Reads, heard: Pick<Place, "epoch" | "change">): Promise<void> {
    const job = await reads.job(this.id);
    const last = job?.last?.number ?? 0;
    if (last !== this.#attempt) {
      this.#attempt = last;
      this.#cursor = 0;
      this.#decoders = freshDecoders();
      this.#cuts = new OutputCuts(0);
    }
    const json = job === null ? null : jobJson(excerptOf(job));
    const told = JSON.stringify(json);
    if (told !== this.#told) {
      this.#told = told;
      this.#tellOf(["job", { id: this.id, job: json }], heard);
    }
    while (last > 0 && this.client.open) {
      await this.client.room();
      const chunks = await reads.output(this.id, last, this.#cursor);
      const ahead = (stream: OutputStream, end: number) => reads.nextOffset(this.id, last, stream, end);
      // The page puts its own marks where offsets leave something out.
      for await (const part of this.#cuts.parts(chunks, ahead)) if (!part.mark) this.#send(part, heard);
      this.#cursor = chunks.at(-1)?.cursor ?? this.#cursor;
      if (chunks.length < CHUNKS) return;
    }
  }

  #send({ cursor, stream, offset, bytes }: OutputChunk, heard: Pick<Place, "epoch" | "change">): void {
    this.#cursor = cursor;
    const { id } = this;
    const text = this.#decoders[stream].decode(bytes, { stream: true });
    const data = { id, attempt: this.#attempt, stream, offset, bytes: bytes.byteLength, text };
    this.#tellOf(["output", data], heard);
  }

  #tellOf(news: News, heard: Pick<Place, "epoch" | "change">): void {
    this.client.send(messages([news], formatPlace({ ...heard, ...this.place })));
  }
}

/** A character may begin in one chunk and end in the next. */
function freshDecoders(): Record<OutputStream, TextDecoder> {
  return { stdout: new TextDecoder(), stderr: new TextDecoder() };
}

/** Those who ask while an answer is under way share it; it is not kept. */
function shared<T>(underWay: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> {
  const value = underWay.get(key) ?? read().finally(() => underWay.delete(key));
  underWay.set(key, value);
  return value;
}
