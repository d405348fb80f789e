/** The parameters that several routes share. */
import { z } from "@hono/zod-openapi";
import { Name, Place } from "./schemas.ts";

export const MAX_PAGE = 500;
const DEFAULT_PAGE = 50;

export const IdPath = z.object({ id: Name });

export const Flag = z
  .stringbool({ truthy: ["true"], falsy: ["false"], case: "sensitive" })
  .optional()
  .openapi({ type: "boolean" });

/** A whole number from 1 to `max`, as a query says it; `otherwise` stands for one that is left out. */
export function whole({ max, otherwise }: { readonly max: number; readonly otherwise: number }, description: string) {
  return digits(max)
    .default(otherwise)
    .openapi({ type: "integer", minimum: 1, maximum: max, default: otherwise, description });
}

/** A whole number from 1, as a path says it. */
export const Ordinal = digits(Number.MAX_SAFE_INTEGER).openapi({ type: "integer", minimum: 1 });

/** Digits and nothing else: what JavaScript takes for a number besides (`1e2`, `0x10`, an empty text) is a slip. */
function digits(max: number) {
  const error = `use a whole number from 1 to ${max}`;
  return z
    .string({ error })
    .regex(/^\d{1,16}$/, error)
    .transform(Number)
    .pipe(z.int({ error }).min(1, error).max(max, error));
}

export const Page = {
  after: Place.optional().openapi({ description: "`next` of the page before; or the id behind which the page begins" }),
  limit: whole({ max: MAX_PAGE, otherwise: DEFAULT_PAGE }, "how many jobs a page holds"),
  reverse: Flag.openapi({ description: "the newest first" }),
};
