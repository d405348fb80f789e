/** Writes the client's types anew, out of the schemas: `bun run --cwd apps/web client`. */
import { join } from "node:path";
import openapiTypes, { astToString } from "openapi-typescript";
import type { ApiContext } from "../src/api/context.ts";
import { createApi } from "../src/api/index.ts";

export const CLIENT_TYPES = join(import.meta.dir, "../src/client/types.ts");

const HEAD =
  "/** Made out of the OpenAPI document by `bun run --cwd apps/web client`: change the schemas instead. */\n\n";

/** The text of the client's types, as the schemas are now. */
export async function clientTypes(): Promise<string> {
  // No route is called but that of the document, which needs none of it.
  const api = createApi({ now: () => 0 } as ApiContext);
  const answer = await (await api.request("/api/v1/openapi.json")).text();
  // Other spellings of a name, and what is passed over: TypeScript would take any name for one of them, and find no slip.
  const document = JSON.parse(answer, (name, value) => (name === "patternProperties" ? undefined : value));
  const types = await openapiTypes(document, {
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    // What has a default may be left out of a request.
    defaultNonNullable: false,
  });
  return HEAD + astToString(types);
}

if (import.meta.main) await Bun.write(CLIENT_TYPES, await clientTypes());
