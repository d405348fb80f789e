import { Database } from "bun:sqlite";
import { join } from "node:path";
import { type Benchmark, type Context, sized } from "../measuring/benchmark.ts";
import type { Candidate } from "../measuring/candidate.ts";
import { compare } from "../measuring/compare.ts";
import { type Peer, plainEnvironment, type WaitingQueue } from "../measuring/peer.ts";
import { median } from "../measuring/quantile.ts";
import { atMost } from "../measuring/target.ts";
import { PEERS } from "../peers/peers.ts";
import { builtExecutable } from "../running/built.ts";
import { timed } from "../running/processes.ts";
import { Queuectl } from "../running/queuectl.ts";

const COMMANDS = {
  enqueue: ["enqueue", "--", "true"],
  "--help": ["--help"],
  status: ["status"],
  list: ["list"],
} as const;

type Command = keyof typeof COMMANDS;
type Figure = Command | `${Command}, single executable`;

/**
 * The scripts name Bun in their first lines, as the published program does, so that each pays for that, too. The single
 * executable, which some install instead, has Bun within.
 */
export const startup: Benchmark = {
  name: "startup",
  about: "how long a command takes as a whole process, on a store of 100 jobs",
  target: "≤ 1.3 × a Bun script that inserts one row",

  async *run(context) {
    yield* compare<Figure>(context, {
      candidates: [
        ours(context),
        script(context, "limit", "a script that inserts a row", "insert-row.ts"),
        script(context, "peer", "an empty script", "nothing.ts"),
        ...PEERS.flatMap(({ wait, ...peer }) => (wait === undefined ? [] : asked(context, peer, wait))),
      ],
      figures: each((what) => ({ what, unit: "ms", better: "less", targets: [atMost(1.3, "limit")] })),
    });
  },
};

/** The same of every figure: of every command, in the package and in the single executable. */
function each<T>(of: (figure: Figure, args: readonly string[], single: boolean) => T): Record<Figure, T> {
  const commands = Object.entries(COMMANDS) as [Command, readonly string[]][];
  const all = commands.flatMap(([command, args]) => {
    const single: Figure = `${command}, single executable`;
    return [
      [command, of(command, args, false)],
      [single, of(single, args, true)],
    ];
  });
  return Object.fromEntries(all) as Record<Figure, T>;
}

/** The median of a few calls in a row. */
function calls(context: Context, argv: readonly string[], env: Readonly<Record<string, string>>): number {
  const count = sized(context, { full: 20, quick: 10, tiny: 1 });
  return median(Array.from({ length: count }, () => timed(argv, { cwd: context.folder, env })));
}

function ours(context: Context): Candidate<Figure> {
  let queuectl: Queuectl | null = null;
  let executable = "";
  return {
    name: "queuectl",
    role: "ours",
    async prepare() {
      executable = await builtExecutable(context.folder);
      queuectl = await Queuectl.on(context);
      await queuectl.enqueue(Array.from({ length: 100 }, () => ({ command: "true" })));
    },
    async measure() {
      const { program, surroundings } = queuectl as Queuectl;
      return each((_, args, single) =>
        calls(context, [...(single ? [executable] : program), ...args], surroundings.env),
      );
    },
    end: async () => queuectl?.[Symbol.asyncDispose](),
  };
}

function script(context: Context, role: Candidate["role"], name: string, file: string): Candidate<Figure> {
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
      return each(() => took);
    },
  };
}

function asked(
  context: Context,
  { name, lacks }: Pick<Peer, "name" | "lacks">,
  wait: Required<Peer>["wait"],
): Candidate<Figure> {
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
