/** The parameters that several routes share. */
import { z } from "@hono/zod-openapi";
import { Name } from "./schemas.ts";

export const MAX_PAGE = 500;
const DEFAULT_PAGE = 50;

export const IdPath = z.object({ id: Name });

export const Flag = z
  .stringbool({ truthy: ["true"], falsy: ["false"], case: "sensitive" })
  .optional()
  .openapi({ type: "boolean" });

/** A whole number from 1 to `max`, as a query says it; `otherwise` stands for one that is left out. */
export function whole({ max, otherwise }: { readonly max: number; readonly otherwise: number }, description: string) {
  return z.coerce
    .number<string>()
    .int()
    .min(1)
    .max(max)
    .default(otherwise)
    .openapi({ type: "integer", minimum: 1, maximum: max, default: otherwise, description });
}

export const Page = {
  after: Name.optional().openapi({ description: "the id behind which the page begins" }),
  limit: whole({ max: MAX_PAGE, otherwise: DEFAULT_PAGE }, "how many jobs a page holds"),
  reverse: Flag.openapi({ description: "the newest first" }),
};
