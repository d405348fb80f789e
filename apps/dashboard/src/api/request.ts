import { signal } from "@preact/signals";
import type { Problem } from "./contract.ts";

/** Whether the server has refused us for want of a session. */
export const signedOut = signal(false);

/** A refusal, in the server's words. */
export class Refused extends Error {
  override readonly name = "Refused";
  constructor(
    readonly status: number,
    message: string,
    readonly fix: string | null = null,
    /** The problem's short name, such as `job-conflict`. */
    readonly code: string = "",
  ) {
    super(message);
  }
}

/** No answer at all: the server has ended, or the line is cut. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
  constructor() {
    super("the server does not answer");
  }
}

type Method = "GET" | "POST" | "PATCH" | "DELETE";
type QueryValue = string | number | boolean | readonly string[] | null | undefined;

export interface RequestOptions {
  readonly method?: Method;
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

const BASE = "/api/v1";

/** Asks the API. Rejects with `Refused` or `Unreachable`; what `signal` ends rejects as `fetch` does. */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const { method = "GET", query, body, signal } = options;
  const response = await fetch(apiUrl(path, query), {
    method,
    // A change without a body is still JSON: nothing that a plain form could send is accepted.
    ...(method !== "GET" && { headers: { "content-type": "application/json" }, body: JSON.stringify(body ?? {}) }),
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    throw signal?.aborted ? error : new Unreachable();
  });
  if (!response.ok) throw await refusal(response);
  signedOut.value = false;
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** The address of something in the API, for links. */
export function apiUrl(path: string, query: RequestOptions["query"] = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== null && each !== undefined) search.append(name, String(each));
    }
  }
  const text = search.toString();
  return `${BASE}${path}${text && `?${text}`}`;
}

async function refusal(response: Response): Promise<Refused> {
  if (response.status === 401) signedOut.value = true;
  const problem = (await response.json().catch(() => null)) as Problem | null;
  if (problem === null) return new Refused(response.status, `the server answered with ${response.status}`);
  const code = problem.type.slice(problem.type.lastIndexOf(":") + 1);
  return new Refused(response.status, problem.detail ?? problem.title, problem.fix ?? null, code);
}
