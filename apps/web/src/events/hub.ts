import { formatInstant, type JobStore, type Watch } from "@queuectl/core";
import { Client } from "./client.ts";
import { JobFeed, Reads } from "./job-feed.ts";
import { formatPlace, type Place } from "./place.ts";
import { heartbeat, messages, type News, opening } from "./sse.ts";
import { readSummary, type Summary } from "./summary.ts";

/** However much happens, clients hear of it so often at most. */
const ROUND_MS = 500;
/** A sign of life for every client, and a look at what changes without a write: runners that died. */
const HEARTBEAT_MS = 15_000;
const RETRY_MS = 2_000;
/** Each costs a connection and some memory; more of them are a mistake, or an attack. */
export const MAX_CLIENTS = 1_000;

interface Subscriber {
  readonly client: Client;
  readonly feed: JobFeed | null;
}

/**
 * Tells all clients of one server what happens in the store. While there is any, one watch waits for the store to change, and
 * each round of news is read once, however many listen; when the last has left, nothing remains.
 */
export class EventHub {
  readonly #subscribers = new Set<Subscriber>();
  #watch: Watch | null = null;
  #heartbeat: Timer | undefined;
  #round: Timer | undefined;
  #roundAt = Number.NEGATIVE_INFINITY;
  #reading = false;
  #stale = false;
  #epoch = "";
  #change = 0;
  #summary: Summary | null = null;
  #pollMs = 1_000;

  constructor(
    private readonly store: JobStore,
    private readonly now: () => number,
  ) {}

  get full(): boolean {
    return this.#subscribers.size >= MAX_CLIENTS;
  }

  /** Opens a stream; `job` names one job to follow closely, `from` is where a client was that comes back. */
  subscribe({ job, from }: { readonly job: string | null; readonly from: Place | null }): Client {
    const client = new Client();
    const feed = job === null ? null : new JobFeed(job, client, from);
    const subscriber = { client, feed };
    const first = this.#quiet;
    this.#subscribers.add(subscriber);
    if (first) this.#open();
    client.send(opening(RETRY_MS));
    if (this.#summary !== null) {
      // Nothing is read for one more client, but of its job.
      const known = from?.epoch === this.#epoch && from.change === this.#change;
      if (!known) this.#tell([subscriber], newsIn(this.#summary, null, true));
      this.#follow([subscriber]);
    }
    void client.ended.then(() => {
      this.#subscribers.delete(subscriber);
      if (this.#quiet) this.#close();
    });
    return client;
  }

  /** Whether nobody listens. */
  get #quiet(): boolean {
    return this.#subscribers.size === 0;
  }

  get #heard(): Pick<Place, "epoch" | "change"> {
    return { epoch: this.#epoch, change: this.#change };
  }

  #open(): void {
    this.#epoch = Math.floor(Math.random() * 2 ** 48).toString(36);
    this.#change = 0;
    this.#summary = null;
    this.#heartbeat = setInterval(() => {
      const bytes = heartbeat({ at: formatInstant(this.now()) });
      for (const { client } of this.#subscribers) client.send(bytes);
      void this.#read(false);
    }, HEARTBEAT_MS);
    this.#changed();
  }

  #listen(): void {
    this.#watch ??= this.store.watch(
      () => this.#changed(),
      () => this.#pollMs,
    );
  }

  #rest(): void {
    this.#watch?.close();
    this.#watch = null;
  }

  #close(): void {
    this.#rest();
    clearInterval(this.#heartbeat);
    clearTimeout(this.#round);
    this.#round = undefined;
    this.#stale = false;
  }

  #changed(): void {
    this.#stale = true;
    // There will be a next round: a busy store need not say so fifty times a second, which costs more than the rounds.
    this.#rest();
    if (this.#reading || this.#round !== undefined) return;
    const wait = Math.max(0, this.#roundAt + ROUND_MS - performance.now());
    this.#round = setTimeout(() => {
      this.#round = undefined;
      void this.#read(true);
    }, wait);
  }

  /** One round of news; `changed` says that something was written, and not only time has passed. */
  async #read(changed: boolean): Promise<void> {
    if (this.#reading) {
      this.#stale ||= changed;
      return;
    }
    this.#reading = true;
    this.#stale = false;
    this.#roundAt = performance.now();
    const epoch = this.#epoch;
    // Before it is read: what comes meanwhile is for the round after this one.
    if (changed) this.#listen();
    try {
      const summary = await readSummary(this.store, this.now());
      // The last client left meanwhile, and another may have come: it has a watch of its own.
      if (epoch !== this.#epoch || this.#quiet) return;
      const news = newsIn(summary, this.#summary, changed);
      this.#summary = summary;
      if (news.length > 0) this.#change++;
      this.#tell(this.#subscribers, news);
      if (changed) this.#follow(this.#subscribers);
    } catch {
      // The store is locked or gone for now; who wants to know why asks /readyz.
      this.#stale = true;
    } finally {
      this.#reading = false;
      if (this.#stale && !this.#quiet) this.#changed();
    }
  }

  #tell(subscribers: Iterable<Subscriber>, news: readonly News[]): void {
    if (news.length === 0) return;
    // Clients that are equally far get the very same bytes.
    const encoded = new Map<string, Uint8Array>();
    for (const { client, feed } of subscribers) {
      const place = feed?.place ?? { attempt: 0, cursor: 0 };
      const id = formatPlace({ ...this.#heard, ...place });
      const bytes = encoded.get(id) ?? messages(news, id);
      encoded.set(id, bytes);
      client.send(bytes);
    }
  }

  #follow(subscribers: Iterable<Subscriber>): void {
    const reads = new Reads(this.store);
    for (const { feed } of subscribers) {
      // What cannot be read now is read with the next change.
      feed?.tell(reads, this.#heard).catch(() => this.#quiet || this.#changed());
    }
  }
}

/** `jobs` whenever anything was written, for the same numbers may be of other jobs; the others only if they are different. */
function newsIn(summary: Summary, before: Summary | null, changed: boolean): News[] {
  const news: News[] = [];
  if (changed) news.push(["jobs", summary.jobs]);
  if (differ(summary.queues, before?.queues)) news.push(["queues", summary.queues]);
  if (differ(summary.runners, before?.runners)) news.push(["runners", summary.runners]);
  return news;
}

function differ(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) !== JSON.stringify(b);
}
