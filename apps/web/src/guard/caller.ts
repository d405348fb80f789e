import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import type { ServedAt } from "./allowed-hosts.ts";
import type { Sessions } from "./sessions.ts";
import { bearerToken, isToken } from "./token.ts";

/** By what somebody was recognised: programs bring the token, browsers a session. */
export type Who = "token" | "session";

/** Recognises who asks; `null` for a stranger. */
export function callerOf<E extends { Bindings: ServedAt }>(
  c: Context<E>,
  token: string,
  sessions: Sessions,
): Who | null {
  const bearer = bearerToken(c);
  // Whoever names a token is judged by it alone.
  if (bearer !== null || c.req.header("authorization") !== undefined) return isToken(bearer, token) ? "token" : null;
  const session = getCookie(c, sessionCookie(c.env));
  return session !== undefined && sessions.has(session) ? "session" : null;
}

/** Cookies do not tell ports apart: two servers of one machine must not sign each other's browsers out. */
export function sessionCookie({ port }: ServedAt): string {
  return `queuectl-session-${port}`;
}
