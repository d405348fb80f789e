import { createRoute, z } from "@hono/zod-openapi";
import { formatInstant } from "@queuectl/core";
import { deleteCookie } from "hono/cookie";
import { RequestRefused } from "../answers/problem.ts";
import { sessionCookie } from "../guard/caller.ts";
import { ownOrigin } from "../guard/origin.ts";
import { signInUrl } from "../guard/sign-in.ts";
import { type ApiContext, json, resource } from "./context.ts";

const Session = z
  .object({
    who: z.enum(["token", "session"]),
    read_only: z.boolean(),
    can_start_runners: z.boolean(),
    version: z.string(),
  })
  .openapi("Session");

const get = createRoute({
  method: "get",
  path: "/session",
  operationId: "getSession",
  summary: "Who asks, and what this server can do",
  responses: { 200: json(Session, "what is known of the caller") },
});

const invite = createRoute({
  method: "post",
  path: "/sign-in-links",
  operationId: "drawSignInLink",
  summary: "Draw a link that signs a browser in, once",
  responses: {
    201: json(z.object({ url: z.url(), expires_at: z.iso.datetime() }), "for programs with the token alone"),
  },
});

const signOut = createRoute({
  method: "post",
  path: "/sign-out",
  operationId: "signOut",
  summary: "End the browser's session",
  responses: { 204: { description: "it has ended" } },
});

/** Who is here. */
export function sessionRoutes({ sessions, readOnly, version, startRunner }: ApiContext) {
  return resource()
    .openapi(get, (c) => {
      const canStart = startRunner !== null && !readOnly;
      return c.json({ who: c.env.call.who, read_only: readOnly, can_start_runners: canStart, version }, 200);
    })
    .openapi(invite, (c) => {
      if (c.env.call.who !== "token") throw new RequestRefused("not-available", "links are drawn with the token alone");
      const { code, expiresAt } = sessions.invite();
      return c.json({ url: signInUrl(ownOrigin(c), code), expires_at: formatInstant(expiresAt) }, 201);
    })
    .openapi(signOut, (c) => {
      const session = deleteCookie(c, sessionCookie(c.env), { path: "/" });
      if (session !== undefined) sessions.end(session);
      return c.body(null, 204);
    });
}
