/** A typed client for the API: openapi-fetch, with the types of the OpenAPI document. It is published as `queuectl/client`. */
import createClient, {
  type ClientPathsWithMethod,
  createFinalURL,
  createQuerySerializer,
  defaultPathSerializer,
  type Client as OpenApiClient,
} from "openapi-fetch";
import type { paths } from "./types.ts";

export type * from "./types.ts";

export type Client = OpenApiClient<paths>;

export interface ClientOptions {
  /** Of the server, such as `http://127.0.0.1:4780`. */
  readonly url: string;
  /** Left out in a page of the server's own, whose browser has a session. */
  readonly token?: string | undefined;
}

/**
 * `connect({ url, token }).GET("/jobs/{id}", { params: { path: { id } } })`: each route by its method and path, resolving to
 * `data` or, where it was refused, to the `error`, a `Problem`, beside the `response`. Parameters are encoded. A body that is
 * text is sent as it stands: NDJSON, with its content type among the `headers`. Calls reject as `fetch` does where no answer
 * comes; with a `RangeError` where a path's parameter is empty, `.` or `..`, which no address can hold.
 */
export function connect({ url, token }: ClientOptions): Client {
  return createClient<paths>({
    baseUrl: baseOf(url),
    headers: {
      // A change without a body says so, too: of a browser nothing is accepted that a plain form could send.
      "content-type": "application/json",
      authorization: token === undefined ? undefined : `Bearer ${token}`,
    },
    pathSerializer: pathOf,
    bodySerializer: (body: unknown) => (typeof body === "string" ? body : JSON.stringify(body)),
  });
}

type Readable = ClientPathsWithMethod<Client, "get">;

/**
 * Where something is had that can be read, for links and `EventSource`: `addressOf(url, "/events", { query: { job } })`. Throws
 * a `RangeError` as `connect` says.
 */
export function addressOf<Path extends Readable>(
  url: string,
  path: Path,
  params: Pick<paths[Path]["get"]["parameters"], "path" | "query">,
): string {
  return createFinalURL(path, {
    baseUrl: baseOf(url),
    params: params as { path?: Record<string, unknown>; query?: Record<string, unknown> },
    querySerializer: createQuerySerializer(),
    pathSerializer: pathOf,
  });
}

function baseOf(url: string): string {
  return `${url.replace(/\/+$/, "")}/api/v1`;
}

function pathOf(path: string, params: Readonly<Record<string, unknown>>): string {
  for (const value of Object.values(params)) {
    // Every reader of addresses takes these for a way up, however they are written.
    if (["", ".", ".."].includes(String(value))) throw new RangeError(`"${value}" cannot stand in an address`);
  }
  return defaultPathSerializer(path, params);
}
