import { Changes, readStatusJson, unservedQueues } from "@queuectl/core";
import { type Context, command } from "../../frame/command.ts";

/** A screen that changes faster cannot be read. */
const REDRAW_MS = 200;

const args = {
  watch: { type: "boolean", description: "go on showing it as it changes; with --json, one object a line" },
} as const;

type StatusContext = Context<typeof args, "read">;

export default command({
  meta: { name: "status", description: "show counts, workers and throughput" },
  access: "read",
  args,
  examples: ["queuectl status", "queuectl status --watch", "queuectl status --json"],
  async run(context) {
    if (context.args.watch) return watch(context);
    const { out, store, now } = context;
    if (out.json) await out.document(await readStatusJson(store, now()));
    else await out.line(...(await screen(context)));
  },
});

async function watch(context: StatusContext): Promise<never> {
  const { out, store, now } = context;
  using changes = new Changes(store);
  for (let first = true; ; first = false) {
    if (out.json) await out.event(await readStatusJson(store, now()));
    // Home, the lines with what remains of longer ones wiped, and everything below: a screen that was cleared first flickers.
    else if (out.terminal) {
      const lines = await screen(context);
      await out.raw(`${first ? "\x1b[2J" : ""}\x1b[H${lines.map((line) => `${line}\x1b[K\n`).join("")}\x1b[J`);
    } else await out.line(...(await screen(context)), "");
    await Bun.sleep(REDRAW_MS);
    await changes.next();
  }
}

async function screen({ store, out, now }: StatusContext): Promise<string[]> {
  const { statusLines, troubleLines } = await import("../../print/status-text.ts");
  const at = now();
  const runners = await store.runners(at);
  const unserved = await unservedQueues(store, runners);
  const seen = { status: await store.status(at), runners, health: await store.health(), unserved };
  return [...statusLines(seen, at, out.width, out.paint), ...troubleLines(seen, at, out.paint)];
}
