import { Database } from "bun:sqlite";
import { join } from "node:path";
import { type Benchmark, type Context, sized } from "../benchmark.ts";
import type { Candidate } from "../candidate.ts";
import { compare } from "../compare.ts";
import type { FigureOf } from "../judge.ts";
import { type Peer, plainEnvironment, type WaitingQueue } from "../peer.ts";
import { PEERS } from "../peers.ts";
import { timed } from "../processes.ts";
import { median } from "../quantile.ts";
import { Queuectl } from "../queuectl.ts";
import { atMost } from "../target.ts";

const COMMANDS = ["enqueue", "--help", "status", "list"] as const;

type Command = (typeof COMMANDS)[number];

/** All of them are executables that name Bun in their first line, as the published one does, so that each pays for that, too. */
export const startup: Benchmark = {
  name: "startup",
  about: "how long a command takes as a whole process, on a store of 100 jobs",
  target: "≤ 1.3 × a Bun script that inserts one row",

  async *run(context) {
    const figure = (what: Command): FigureOf => ({ what, unit: "ms", better: "less", targets: [atMost(1.3, "limit")] });
    yield* compare<Command>(context, {
      candidates: [
        ours(context),
        script(context, "limit", "a script that inserts a row", "insert-row.ts"),
        script(context, "peer", "an empty script", "nothing.ts"),
        ...PEERS.flatMap(({ wait, ...peer }) => (wait === undefined ? [] : asked(context, peer, wait))),
      ],
      figures: {
        enqueue: figure("enqueue"),
        "--help": figure("--help"),
        status: figure("status"),
        list: figure("list"),
      },
    });
  },
};

/** The median of a few calls in a row. */
function calls(context: Context, argv: readonly string[], env: Readonly<Record<string, string>>): number {
  const count = sized(context, { full: 20, quick: 10, tiny: 1 });
  return median(Array.from({ length: count }, () => timed(argv, { cwd: context.folder, env })));
}

function ours(context: Context): Candidate<Command> {
  let queuectl: Queuectl | null = null;
  return {
    name: "queuectl",
    role: "ours",
    async prepare() {
      queuectl = await Queuectl.on(context);
      await queuectl.enqueue(Array.from({ length: 100 }, () => ({ command: "true" })));
    },
    async measure() {
      const { program, surroundings } = queuectl as Queuectl;
      const call = (...args: string[]) => calls(context, [...program, ...args], surroundings.env);
      return {
        enqueue: call("enqueue", "--", "true"),
        "--help": call("--help"),
        status: call("status"),
        list: call("list"),
      };
    },
    end: async () => queuectl?.[Symbol.asyncDispose](),
  };
}

function script(context: Context, role: Candidate["role"], name: string, file: string): Candidate<Command> {
  const path = join(context.folder, "rows.db");
  return {
    name,
    role,
    async prepare() {
      using db = new Database(path);
      db.run("PRAGMA auto_vacuum = INCREMENTAL");
      db.run("PRAGMA journal_mode = WAL");
      db.run(
        "CREATE TABLE IF NOT EXISTS jobs (seq INTEGER PRIMARY KEY, id TEXT UNIQUE, command TEXT, state TEXT, run_at INTEGER)",
      );
      db.run("CREATE INDEX IF NOT EXISTS jobs_state ON jobs (state, seq)");
    },
    async measure() {
      const argv = [join(import.meta.dir, "../bare", file), path];
      const took = calls(context, argv, plainEnvironment(context.folder));
      return { enqueue: took, "--help": took, status: took, list: took };
    },
  };
}

function asked(
  context: Context,
  { name, lacks }: Pick<Peer, "name" | "lacks">,
  wait: Required<Peer>["wait"],
): Candidate<Command> {
  let queue: WaitingQueue | null = null;
  return {
    name,
    role: "peer",
    lacks,
    async prepare() {
      queue = await wait(context);
    },
    async measure() {
      const { env, enqueue, list } = queue as WaitingQueue;
      return { enqueue: calls(context, enqueue(["true"]), env), list: calls(context, list, env) };
    },
    end: async () => queue?.[Symbol.asyncDispose](),
  };
}
