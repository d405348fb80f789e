import { type Keeper, keep } from "@queuectl/dashboard/keeper";
import { OVERVIEW_PACE } from "@queuectl/dashboard/overview-pace";
import type { Visitor } from "./visitor.ts";

/** What the overview asks for again and again. */
const KEPT = {
  status: "/api/v1/status",
  history: "/api/v1/history?minutes=60&step=1",
  running: "/api/v1/runners",
  failures: "/api/v1/jobs?state=failed&state=dead&reverse=true&limit=8",
} as const satisfies Record<keyof typeof OVERVIEW_PACE, string>;

/** Everything that the overview asks for when it is opened, by what it is called in the table. */
export const FIRST_PAGE = { page: "/", session: "/api/v1/session", ...KEPT } as const;

const NEWS = /^event: (?:jobs|queues|runners)$/gm;

/** The overview in a browser, without the browser: one stream of events, and what is shown kept fresh by the page's own code. */
export class Overview implements AsyncDisposable {
  readonly #ended = new AbortController();
  readonly #kept: readonly Keeper[];
  readonly #listening: Promise<void>;
  #failure: Error | null = null;
  #requests = 0;
  #events = 0;

  private constructor(
    private readonly visitor: Visitor,
    events: Response,
  ) {
    const resources = Object.keys(KEPT) as (keyof typeof KEPT)[];
    this.#kept = resources.map((name) =>
      keep(
        OVERVIEW_PACE[name],
        () => true,
        (signal) => this.#ask(KEPT[name], signal),
      ),
    );
    this.#listening = this.#listen(events).catch((error: Error) => this.#fail(error));
  }

  static async open(visitor: Visitor): Promise<Overview> {
    await visitor.whole(FIRST_PAGE.page);
    await visitor.whole(FIRST_PAGE.session);
    return new Overview(visitor, await visitor.get("/api/v1/events"));
  }

  /** How much it has asked and heard so far. Throws if a request failed, for then it shows nothing. */
  get heard(): { readonly requests: number; readonly events: number } {
    if (this.#failure !== null) throw this.#failure;
    return { requests: this.#requests, events: this.#events };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const keeper of this.#kept) keeper.end();
    this.#ended.abort();
    await this.#listening;
  }

  async #ask(path: string, signal: AbortSignal): Promise<void> {
    this.#requests++;
    await this.visitor.whole(path, signal).catch((error: Error) => this.#fail(error));
  }

  async #listen(events: Response): Promise<void> {
    const decoder = new TextDecoder();
    let begun = "";
    // What was there when the stream was opened is asked for again, too.
    for (const keeper of this.#kept) keeper.again();
    for await (const bytes of stream(events, this.#ended.signal)) {
      begun += decoder.decode(bytes, { stream: true });
      const end = begun.lastIndexOf("\n\n");
      if (end === -1) continue;
      const news = begun.slice(0, end).match(NEWS)?.length ?? 0;
      begun = begun.slice(end);
      this.#events += news;
      if (news > 0) for (const keeper of this.#kept) keeper.again();
    }
  }

  #fail(error: Error): void {
    if (!this.#ended.signal.aborted) this.#failure ??= error;
  }
}

async function* stream({ body }: Response, ended: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  ended.addEventListener("abort", () => void reader?.cancel(), { once: true });
  for (;;) {
    const next = await reader?.read();
    if (next === undefined || next.done) return;
    yield next.value;
  }
}
