import { InvalidInput } from "@queuectl/core";
import { command } from "../../frame/command.ts";
import { realLocation } from "../../frame/open-store.ts";
import { duration, name, whole } from "../../frame/read-value.ts";
import { allowedHosts, httpArguments } from "../../http/http-arguments.ts";
import { checkEnvironment } from "../../io/utf8.ts";

/** Each worker is a thread: more than this is a slip of the finger. */
const MAX_WORKERS = 256;

function names(text: string, what: string): string[] {
  return text.split(",").map((each) => name(each.trim(), what));
}

export default command({
  meta: { name: "worker start", description: "start a runner with workers" },
  // The runner keeps its store for as long as it lives, and a detached one opens it elsewhere.
  access: "none",
  args: {
    count: {
      type: "string",
      valueHint: "N",
      default: "1",
      read: whole(1, MAX_WORKERS),
      description: "how many workers: jobs that execute at the same time",
    },
    queue: {
      type: "string",
      valueHint: "NAME",
      many: true,
      read: names,
      description: "serve only these queues; again, or a,b for several",
    },
    "exclude-queue": {
      type: "string",
      valueHint: "NAME",
      many: true,
      read: names,
      description: "serve all queues but these; again, or a,b for several",
    },
    "until-empty": { type: "boolean", description: "end when nothing is pending, executing or waiting for a retry" },
    "stop-timeout": {
      type: "string",
      valueHint: "DURATION",
      read: duration,
      description: "when stopping, end what still executes after so long",
    },
    http: {
      type: "string",
      valueHint: "[HOST:]PORT",
      description: "serve the dashboard, the API and status over HTTP; without HOST for this machine alone",
    },
    ...httpArguments,
    quiet: { type: "boolean", description: "log no jobs that start or complete, only what goes wrong" },
    detach: { type: "boolean", description: "return when it is ready, and leave it running in the background" },
  },
  examples: ["queuectl worker start --count 4", "queuectl worker start --detach --http 4780"],
  notes: [
    "Ctrl-C or SIGTERM lets what executes complete; a second one ends it and gives its jobs back.",
    "Several runners may work on the same jobs, from any terminal.",
    "The end of its terminal lets it finish, too; without one, as in the background, SIGHUP only opens its log again.",
  ],
  async run({ args, location, openStore, out, json, io }) {
    const { http, queue } = args;
    if (http === undefined && args["allow-host"].length > 0) {
      throw new InvalidInput("--allow-host goes with --http", "leave it out, or say where to listen: --http 4780");
    }
    const excluded = args["exclude-queue"];
    if (queue.length > 0 && excluded.length > 0) {
      throw new InvalidInput(
        "--queue and --exclude-queue exclude each other",
        "name the queues to serve, or those to leave out",
      );
    }
    const options = {
      count: args.count,
      serves: {
        queues: queue.length > 0 ? [...new Set(queue.flat())] : null,
        excludedQueues: [...new Set(excluded.flat())],
      },
      untilEmpty: args["until-empty"],
      stopTimeoutMs: args["stop-timeout"] ?? null,
      http: http === undefined ? null : (await import("@queuectl/web/bind-address")).parseBindAddress(http, "--http"),
      quiet: args.quiet,
      allowedHosts: await allowedHosts(args["allow-host"]),
    };
    checkEnvironment(io);
    const context = { location: await realLocation(location), openStore, out, json, io };
    if (args.detach) return (await import("../../background/detach.ts")).detach(options, context);
    return (await import("../../runner/run-runner.ts")).runRunner(options, context);
  },
});
