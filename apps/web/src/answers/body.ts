import { InvalidInput } from "@queuectl/core";
import { RequestRefused } from "./problem.ts";

/** What a request may send before it is refused; only NDJSON, which is never held in memory, may be longer. */
export const MAX_BODY_BYTES = 1_048_576;
/** A mistake, not a queue. */
const MAX_STREAM_BYTES = 4 * 1_024 * MAX_BODY_BYTES;

export interface BodyLimits {
  /** A whole body arrives within this time, and of a stream the next piece. */
  readonly withinMs: number;
}

/** A body as text. Throws `RequestRefused` for one that is too large, or too slow, and `InvalidInput` for what is no text. */
export async function readText(request: Request, { withinMs }: BodyLimits): Promise<string> {
  const deadline = performance.now() + withinMs;
  // As strict as with NDJSON: what would be replaced would be executed otherwise than it was meant.
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  for await (const piece of pieces(request, MAX_BODY_BYTES, () => deadline - performance.now())) {
    text += decoded(() => decoder.decode(piece, { stream: true }));
  }
  return text + decoded(() => decoder.decode());
}

function decoded(decode: () => string): string {
  try {
    return decode();
  } catch {
    throw new InvalidInput("the body is not UTF-8 text", "JSON is UTF-8, whatever its charset says");
  }
}

/** A body piece by piece. Throws `RequestRefused` when it is too long, or when it stands still. */
export function readStream(request: Request, { withinMs }: BodyLimits): AsyncGenerator<Uint8Array> {
  return pieces(request, MAX_STREAM_BYTES, () => withinMs);
}

async function* pieces(request: Request, maxBytes: number, patienceMs: () => number): AsyncGenerator<Uint8Array> {
  if (Number(request.headers.get("content-length")) > maxBytes) throw tooLarge(maxBytes);
  const reader = request.body?.getReader();
  if (reader === undefined) return;
  try {
    for (let bytes = 0; ; ) {
      const { done, value } = await within(patienceMs(), reader.read().catch(cutOff));
      if (done) return;
      bytes += value.length;
      if (bytes > maxBytes) throw tooLarge(maxBytes);
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** A body fails when its sender does: nobody is left to be told, but nothing of ours went wrong either. */
function cutOff(): never {
  throw new RequestRefused("cut-off");
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new RequestRefused("too-slow")), Math.max(0, ms));
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

function tooLarge(maxBytes: number): RequestRefused {
  const fix = "send many jobs as application/x-ndjson, one a line";
  return new RequestRefused("too-large", `a body may have ${maxBytes} bytes`, fix);
}
