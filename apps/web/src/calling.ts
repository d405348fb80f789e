import type { ServedAt } from "./allowed-hosts.ts";
import type { Who } from "./caller.ts";

/** What is known of a request once its caller is recognised. */
export interface Call {
  readonly who: Who;
  /** In a few words, what it changed: `enqueued job1`. For the log. */
  what: string | null;
}

/** The app itself. */
export interface Serving {
  Bindings: ServedAt;
  Variables: { call: Call };
}

/** The API within it, which is loaded late and knows of the app what it is told with each request. */
export interface Calling {
  Bindings: ServedAt & { readonly call: Call };
}
