import type { ServedAt } from "./allowed-hosts.ts";
import type { Who } from "./caller.ts";

/** What is known of a request once its caller is recognised. */
export interface Call {
  readonly who: Who;
  /** In a few words, what it changed: `enqueued job1`. For the log. */
  what: string | null;
}

/** What Hono hands around in the app itself. */
export interface AppEnv {
  Bindings: ServedAt;
  Variables: { call: Call };
}

/** ... and in the API within it, which is loaded late and knows of the app what it is told with each request. */
export interface ApiEnv {
  Bindings: ServedAt & { readonly call: Call };
}
