/** One message of an event stream. */
export interface Message {
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a test looks for in it is the test's to say
  readonly data: any;
  readonly id: string | null;
}

/** Reads an event stream message by message, as the specification of server-sent events says. */
export class SseClient {
  readonly #reader: Pick<ReadableStreamDefaultReader<Uint8Array>, "read" | "cancel">;
  readonly #decoder = new TextDecoder();
  #rest = "";
  /** What a browser would send as `Last-Event-ID`. */
  lastId: string | null = null;

  constructor(response: Response) {
    if (response.body === null) throw new Error("there is no stream");
    this.#reader = response.body.getReader();
  }

  /** The next message; `null` at the end of the stream. Comments and fields without data are passed over. */
  async next(): Promise<Message | null> {
    for (;;) {
      const end = this.#rest.indexOf("\n\n");
      if (end === -1) {
        const { done, value } = await this.#reader.read();
        if (done) return null;
        this.#rest += this.#decoder.decode(value, { stream: true });
        continue;
      }
      const fields = new Map(
        this.#rest
          .slice(0, end)
          .split("\n")
          .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
      );
      this.#rest = this.#rest.slice(end + 2);
      this.lastId = fields.get("id") ?? this.lastId;
      const data = fields.get("data");
      const event = fields.get("event") ?? "message";
      if (data !== undefined) return { event, data: JSON.parse(data), id: fields.get("id") ?? null };
    }
  }

  /** The next message of this name for which `enough` holds; those before it are passed over. */
  async until(event: string, enough: (data: Message["data"]) => boolean = () => true): Promise<Message["data"]> {
    for (;;) {
      const message = await this.next();
      if (message === null) throw new Error(`the stream ended before ${event}`);
      if (message.event === event && enough(message.data)) return message.data;
    }
  }

  async close(): Promise<void> {
    await this.#reader.cancel();
  }
}
