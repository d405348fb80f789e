/** A typed client for the API: Hono's own, without any of the server. */
import { hc } from "hono/client";
import type { Api } from "./api/index.ts";

export type { Api } from "./api/index.ts";
export type {
  Attempt,
  BusyRunner,
  Job,
  JobDetails,
  JobInput,
  JobPage,
  Problem,
  Queue,
  Runner,
  Status,
} from "./api/schemas.ts";
export type { EventsJson } from "./events/event-json.ts";
export type { HistoryJson, HistoryPointJson } from "./history/history-json.ts";

export interface ClientOptions {
  /** Of the server, such as `http://127.0.0.1:4780`. */
  readonly url: string;
  /** Left out in the dashboard, whose browser has a session. */
  readonly token?: string;
}

/** `connect({ url, token }).jobs.$get({ query: { state: "dead" } })`: each route by its path and method. */
export function connect({ url, token }: ClientOptions) {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return hc<Api>(`${url}/api/v1`, { headers });
}
