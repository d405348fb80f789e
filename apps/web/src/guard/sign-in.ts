import type { Handler } from "hono";
import { setCookie } from "hono/cookie";
import { methodNotAllowed, problem } from "../answers/problem.ts";
import { sessionCookie } from "./caller.ts";
import type { AppEnv } from "./calling.ts";
import { isBehindTls } from "./origin.ts";
import { SESSION_LIFETIME_MS, type Sessions } from "./sessions.ts";

/** Where a browser signs in with its one-time code; the answer leads it to the dashboard, without the code in its address. */
export function signIn(sessions: Sessions, leadsToPage: boolean): Handler<AppEnv> {
  return (c) => {
    // Who only looks ahead must not use it up.
    if (c.req.method === "HEAD") return methodNotAllowed(c, ["GET"]);
    const session = sessions.redeem(c.req.query("code") ?? "");
    if (session === null) {
      // A browser may be signed in already, by this very link; if it is not, the page says what to do.
      if (leadsToPage && c.req.header("accept")?.includes("text/html")) return c.redirect("/", 303);
      return problem(
        c,
        "unauthorized",
        "this sign-in link was used before, or is too old",
        "start queuectl web again for a new one, or POST /api/v1/sign-in-links with the token",
      );
    }
    setCookie(c, sessionCookie(c.env), session, {
      path: "/",
      httpOnly: true,
      sameSite: "Strict",
      secure: isBehindTls(c),
      maxAge: SESSION_LIFETIME_MS / 1_000,
    });
    return c.redirect("/", 303);
  };
}

/** The address of a sign-in with this code, on a server at `url`. */
export function signInUrl(url: string, code: string): string {
  return `${url}/sign-in?code=${code}`;
}
