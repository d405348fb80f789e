import { visibleJson } from "@queuectl/core";
import type { EventsJson } from "./event-json.ts";

/** Something to tell: an event's name and its data. */
export type News = { [Name in keyof EventsJson]: readonly [name: Name, data: EventsJson[Name]] }[keyof EventsJson];

const encoder = new TextEncoder();

/**
 * Messages as the stream carries them. The id comes with the last: a client that was cut off between them must not seem to
 * know them all. JSON has no raw line break, so one `data` line is enough; nothing in it is unseen, as in every answer.
 */
export function messages(news: readonly News[], id: string): Uint8Array {
  const all = news.map(([name, data]) => `event: ${name}\ndata: ${visibleJson(data)}\n`);
  return encoder.encode(`${all.join("\n")}id: ${id}\n\n`);
}

/** What a stream begins with: how long to wait before a lost one is opened again. */
export function opening(retryMs: number): Uint8Array {
  return encoder.encode(`retry: ${retryMs}\n\n`);
}

/**
 * Keeps proxies from taking a silent stream for a dead one, and finds out when the other side is. The comment is for them; an
 * `EventSource` tells its page nothing of it, so that the page hears a `ping`. Neither has an id, for nothing is new.
 */
export function heartbeat(ping: EventsJson["ping"]): Uint8Array {
  return encoder.encode(`:\n\nevent: ping\ndata: ${visibleJson(ping)}\n\n`);
}
