import { NotFound, QueuectlError } from "@queuectl/core";
import { command } from "../../frame/command.ts";
import { trustedFiles } from "../../frame/open-store.ts";
import { whole } from "../../frame/read-value.ts";

/** A server that takes longer to answer is stuck. */
const ANSWERS_WITHIN_MS = 5_000;

export default command({
  meta: { name: "web link", description: "draw a link that signs a browser in, once" },
  access: "none",
  args: {
    port: {
      type: "string",
      valueHint: "PORT",
      read: whole(1, 65_535, 4_780),
      description: "of the server that listens there; of the youngest unless given",
    },
  },
  examples: ["queuectl web link", "xdg-open $(queuectl web link)"],
  notes: [
    "It asks a server of this database that runs on this machine, `queuectl web` or `queuectl worker start --http`, with its token: QUEUECTL_TOKEN, or the one in the token file.",
    "The link is good for ten minutes.",
  ],
  async run({ args: { port }, location, out, io }) {
    const { livingServers } = await import("../../http/servers.ts");
    // The token goes to whatever says there that it serves: no other user may have had a say in that.
    const files = await trustedFiles(location);
    const servers = livingServers(files.servers).map(({ url, pid }) => ({ url: reachable(url), pid }));
    const server = servers.find(({ url }) => port === undefined || url.port === String(port));
    if (server === undefined) throw nobody(files.database, port, servers);
    const token = io.env["QUEUECTL_TOKEN"] || (await readToken(files.token));
    const { url, expires_at } = await draw(server.url, token);
    if (out.json) await out.document({ url, expires_at, server: server.url.origin, pid: server.pid });
    else await out.line(url);
  },
});

async function draw(server: URL, token: string): Promise<{ url: string; expires_at: string }> {
  const answer = await fetch(new URL("/api/v1/sign-in-links", server), {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
    redirect: "error",
  }).catch((error: Error) => {
    throw new QueuectlError(`${server.origin} does not answer: ${error.message}`, "failed", "is it stopped, or stuck?");
  });
  if (answer.ok) return (await answer.json()) as { url: string; expires_at: string };
  if (answer.status === 401) {
    throw new QueuectlError(
      `${server.origin} has another token`,
      "failed",
      "set QUEUECTL_TOKEN to the one that it was started with, or unset it if it was started without one",
    );
  }
  throw new QueuectlError(`${server.origin} answered with ${answer.status}`, "failed", "see what it logged");
}

async function readToken(path: string): Promise<string> {
  try {
    return (await Bun.file(path).text()).trim();
  } catch {
    throw new QueuectlError(
      `there is no token in ${path}`,
      "failed",
      "set QUEUECTL_TOKEN to the one that the server was started with",
    );
  }
}

/** Where a server that listens at every address is reached from this machine. */
function reachable(server: string): URL {
  const url = new URL(server);
  if (url.hostname === "0.0.0.0") url.hostname = "127.0.0.1";
  if (url.hostname === "[::]") url.hostname = "[::1]";
  return url;
}

function nobody(database: string, port: number | undefined, servers: readonly { url: URL }[]): NotFound {
  const where = port === undefined ? "" : ` at port ${port}`;
  const others = servers.map(({ url }) => url.origin).join(", ");
  const fix = others === "" ? "queuectl web, or queuectl worker start --http 4780" : `there is ${others}`;
  return new NotFound(`nothing on this machine serves ${database} over HTTP${where}`, fix);
}
