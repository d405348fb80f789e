import { signal as newSignal } from "@preact/signals";
import { connect } from "@queuectl/web/client";
import { heard, missed } from "../live/freshness.ts";
import type { Problem } from "./contract.ts";

/** Whether the server has refused us for want of a session. */
export const signedOut = newSignal(false);

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
    missed();
  }
}

/** What is only read is answered sooner than this, or the line is dead, whatever it looks like. */
const READ_WITHIN_MS = 30_000;

/** The API of the server that this page comes from. */
export const api = connect({ url: location.origin });

interface Answer<Body> {
  readonly data?: Body;
  /** A `Problem`, unless it is not our server that refused. */
  readonly error?: unknown;
  readonly response: Response;
}

/** The body of what a call is answered. Rejects with `Refused` or `Unreachable`. */
export async function bodyOf<Body>(call: Promise<Answer<Body>>): Promise<Body> {
  const { data, error, response } = await call.catch((error: unknown) => {
    // As `fetch` says that there was no answer; an end that we asked for is another error.
    throw error instanceof TypeError ? new Unreachable() : error;
  });
  heard();
  if (!response.ok) throw refusal(response.status, error);
  signedOut.value = false;
  return data as Body;
}

/** Reads something: `bodyOf` with an end to its patience. What `signal` ends rejects as `fetch` does. */
export async function read<Body>(
  call: (signal: AbortSignal) => Promise<Answer<Body>>,
  signal?: AbortSignal,
): Promise<Body> {
  const late = AbortSignal.timeout(READ_WITHIN_MS);
  const ended = signal === undefined ? late : AbortSignal.any([signal, late]);
  return bodyOf(call(ended)).catch((error: unknown) => {
    throw late.aborted && signal?.aborted !== true ? new Unreachable() : error;
  });
}

function refusal(status: number, error: unknown): Refused {
  if (status === 401) signedOut.value = true;
  const problem = error as Partial<Problem> | null | undefined;
  if (typeof problem?.type !== "string") return new Refused(status, `the server answered with ${status}`);
  const { type, title = type, detail = title, fix = null } = problem;
  return new Refused(status, detail, fix, type.slice(type.lastIndexOf(":") + 1));
}
