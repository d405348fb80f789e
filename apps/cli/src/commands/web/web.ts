import { formatInstant } from "@queuectl/core";
import { command } from "../../frame/command.ts";
import { realLocation } from "../../frame/open-store.ts";
import { whole } from "../../frame/read-value.ts";
import { allowedHosts, httpArguments } from "../../http/http-arguments.ts";
import { untilSignalled } from "../../runner/signals.ts";

/** What open requests are given to end after Ctrl-C. */
const STOP_WITHIN_MS = 5_000;

export default command({
  meta: { name: "web", description: "serve the dashboard, the API and status over HTTP" },
  // A page that only shows makes no store, and one that changes things may be the first to need it.
  access: "none",
  args: {
    host: { type: "string", valueHint: "ADDRESS", default: "127.0.0.1", description: "the address to listen on" },
    port: {
      type: "string",
      valueHint: "PORT",
      default: "4780",
      read: whole(0, 65_535, 4_780),
      description: "the port to listen on; 0 takes a free one",
    },
    ...httpArguments,
    "read-only": { type: "boolean", description: "show everything, and change nothing" },
  },
  examples: [
    "queuectl web",
    `curl -H "Authorization: Bearer $(cat ~/.queuectl/queue.db.d/token)" http://127.0.0.1:4780/status`,
  ],
  notes: [
    "A browser signs in with the one-time address that is printed; it is good for ten minutes. `queuectl web link` draws another one.",
    "/livez and /readyz answer anyone with a code and a word. Everything else wants the token: QUEUECTL_TOKEN, or the one in the token file.",
    "An address that others can reach is refused unless there is a token already.",
  ],
  async run({ args, openStore, location: given, out, io, now }) {
    // Before anything is said: whoever has seen the address may end the program.
    const signalled = untilSignalled();
    const { takeToken } = await import("../../http/take-token.ts");
    const token = takeToken(io.env);
    const { parseHost } = await import("@queuectl/web/bind-address");
    const address = { host: parseHost(args.host, "--host"), port: args.port };
    const { changeLine, openWeb } = await import("../../http/open-web.ts");
    // What the runners that it starts leave behind comes to it, where it is the first process.
    (await import("@queuectl/runner/orphans")).reapOrphans();
    const { sqliteFiles } = await import("@queuectl/core/sqlite");
    const location = await realLocation(given);
    const store = await openStore(args["read-only"] ? "write" : "create");
    await using stack = new AsyncDisposableStack();
    stack.defer(() => store.close());
    const web = await openWeb({
      store,
      location,
      address,
      allowedHosts: await allowedHosts(args["allow-host"]),
      readOnly: args["read-only"],
      token,
      env: io.env,
      main: Bun.main,
      onChange: (change) => void out.stderr(`${formatInstant(now())} ${changeLine(change)}\n`).catch(() => {}),
    });
    const tokenFile = token === undefined ? sqliteFiles(location).token : null;
    if (out.json)
      await out.event({ url: web.url, sign_in_url: web.signInUrl, pid: process.pid, token_file: tokenFile });
    else await out.line(web.url);
    await out.info(`to sign in, once: ${web.signInUrl}`);
    await out.info(`the token is in ${tokenFile ?? "QUEUECTL_TOKEN"}; Ctrl-C ends it`);
    await signalled;
    await web.stop(AbortSignal.timeout(STOP_WITHIN_MS));
  },
});
