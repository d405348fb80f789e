import type { Args } from "../frame/command.ts";

/** What `web` and `worker start --http` share. */
export const httpArguments = {
  "allow-host": {
    type: "string",
    valueHint: "HOST[:PORT]",
    many: true,
    description: "answer at this name, too: that of a reverse proxy, or of a mapped port",
  },
} as const satisfies Args;

/** Reads every `--allow-host`; throws `InvalidInput`. */
export async function allowedHosts(given: readonly string[]): Promise<readonly string[]> {
  if (given.length === 0) return [];
  const { parseAllowedHost } = await import("@queuectl/web/allowed-hosts");
  return given.map((text) => parseAllowedHost(text, "--allow-host"));
}
