import type { FromWorker, ToWorker } from "./messages.ts";

/**
 * A message as it crosses the thread border: as JSON text, but for those that carry bytes. A structured clone of an order takes
 * 11 µs, its text 2.
 */
export function pack<Message extends ToWorker | FromWorker>(message: Message): Message | string {
  return carriesBytes(message) ? message : JSON.stringify(message);
}

/** The message that was packed. */
export function unpack<Message extends ToWorker | FromWorker>(packed: Message | string): Message {
  return typeof packed === "string" ? JSON.parse(packed) : packed;
}

function carriesBytes(message: ToWorker | FromWorker): boolean {
  return message.type === "output" || (message.type === "ended" && message.ended.output.length > 0);
}
