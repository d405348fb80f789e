/** What may wait for one client; on top of it comes what the kernel buffers for its socket. */
const MAX_WAITING_BYTES = 262_144;

/** One open stream. What is sent waits until the other side takes it, and one that takes nothing is dropped. */
export class Client {
  readonly stream: ReadableStream<Uint8Array>;
  readonly #ended = Promise.withResolvers<void>();
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  #room: (() => void) | null = null;

  constructor() {
    this.stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: () => {
          this.#room?.();
          this.#room = null;
        },
        cancel: () => this.#end(),
      },
      { highWaterMark: MAX_WAITING_BYTES, size: (bytes) => bytes?.byteLength ?? 0 },
    );
  }

  /** Resolves when nothing more can be sent, whoever wanted that. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  get open(): boolean {
    return this.#controller !== null;
  }

  /** Drops the client when too much is waiting for it already. */
  send(bytes: Uint8Array): void {
    if (this.#controller === null) return;
    if ((this.#controller.desiredSize ?? 0) > 0) this.#controller.enqueue(bytes);
    else this.#drop();
  }

  /** Resolves when half of what may wait is free: for what is not urgent, and can be had later. */
  async room(): Promise<void> {
    while (this.open && (this.#controller?.desiredSize ?? 0) < MAX_WAITING_BYTES / 2) {
      await Promise.race([
        new Promise<void>((resolve) => {
          this.#room = resolve;
        }),
        this.ended,
      ]);
    }
  }

  /** Ends the stream after what is waiting. */
  close(): void {
    this.#controller?.close();
    this.#end();
  }

  /** It can come back and go on where it was; what was waiting is thrown away. */
  #drop(): void {
    this.#controller?.error();
    this.#end();
  }

  #end(): void {
    this.#controller = null;
    this.#ended.resolve();
  }
}
