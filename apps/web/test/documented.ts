import { expect } from "bun:test";
import type { ApiContext } from "../src/api/context.ts";
import { createApi } from "../src/api/index.ts";

type Paths = Readonly<Record<string, Readonly<Record<string, { readonly responses: object }>>>>;

let document: Promise<{ readonly paths: Paths }> | null = null;

/** The OpenAPI document; no route is called but that one. */
export function openApiDocument(): Promise<{ readonly paths: Paths }> {
  document ??= (async () => {
    const answer = await createApi({ now: () => 0 } as ApiContext).request("/api/v1/openapi.json");
    return (await answer.json()) as { paths: Paths };
  })();
  return document;
}

/** Expects that the document tells of this answer: whatever a test calls, it must not be surprised. */
export async function expectDocumented(method: string, path: string, status: number): Promise<void> {
  const { paths } = await openApiDocument();
  const [asked = ""] = path.split("?");
  const fits = (template: string) => new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`).test(asked);
  // A path without parameters is meant before one with them.
  const template = Object.keys(paths)
    .sort((a, b) => a.split("{").length - b.split("{").length)
    .find(fits);
  const operation = template === undefined ? undefined : paths[template]?.[method.toLowerCase()];
  if (operation)
    expect([method, template, Object.keys(operation.responses)]).toEqual([
      method,
      template,
      expect.arrayContaining([String(status)]),
    ]);
}
