/** The parameters that several routes share. */
import { z } from "@hono/zod-openapi";
import { Name } from "./schemas.ts";

export const MAX_PAGE = 500;
const DEFAULT_PAGE = 50;

export const IdPath = z.object({ id: Name });

export const Flag = z.enum(["true", "false"]).optional().openapi({ type: "string" });

export const Page = {
  after: Name.optional().openapi({ description: "the id behind which the page begins" }),
  limit: z.coerce
    .number<string>()
    .int()
    .min(1)
    .max(MAX_PAGE)
    .default(DEFAULT_PAGE)
    .openapi({ type: "integer", minimum: 1, maximum: MAX_PAGE, default: DEFAULT_PAGE }),
  reverse: Flag.openapi({ description: "the newest first" }),
};
