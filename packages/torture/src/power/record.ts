import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine } from "../scene/program.ts";
import type { Scene } from "../scene/scene.ts";
import { type Effect, Replay } from "./replay.ts";
import { diskOf, open, type Step, type Subject } from "./subjects.ts";
import { type Call, readTrace, recording } from "./trace.ts";

/** What one subject did, call by call, from a disk where all was safe. */
export interface Recording {
  readonly subject: Subject;
  readonly scene: Scene;
  readonly steps: readonly Step[];
  readonly calls: readonly Call[];
  /** The disk after the last of them. */
  readonly after: Replay;
  /** The disk before the first of them, to play them to. */
  readonly replay: Replay;
  /** After which of them there is something new on the disk, or something new was said. */
  readonly places: readonly { readonly at: number; readonly effect: Effect }[];
}

/** Where a step's words go: part of the world outside, as is the ledger of the jobs. */
export const saidBy = (scene: Scene, step: number) => join(scene.home, "said", String(step));

const FAILED = "(this failed)";

/** Records a subject. Throws when anything in it fails by itself. */
export async function record(subject: Subject): Promise<Recording> {
  const scene = open(subject);
  const disk = diskOf(scene.home);
  mkdirSync(disk, { mode: 0o700 });
  mkdirSync(join(scene.home, "said"));
  await subject.prepare(scene);
  const outside = [join(scene.home, "said"), join(scene.home, "ledger")];
  const after = new Replay(disk, outside);
  const replay = new Replay(disk, outside);
  const steps = subject.steps(scene);
  const log = join(scene.home, "trace");
  const script = steps.map((step, at) => shell(scene, step, at)).join("\n");
  const child = Bun.spawn([...recording(log), "sh", "-c", `${script}\nwait`], {
    cwd: scene.home,
    // The runtime's cache of what it transpiled is none of the program's files.
    env: scene.environment({ env: { BUN_RUNTIME_TRANSPILER_CACHE_PATH: "0" } }),
    stdin: "ignore",
    stdout: "ignore",
    stderr: "pipe",
  });
  const [stderr] = await Promise.all([child.stderr.text(), child.exited]);
  if (stderr.includes(FAILED)) throw new Error(`the recording of ${subject.name}: ${stderr}`);
  const calls = [...readTrace(log)];
  const places = calls.flatMap((call, at) => {
    const effect = after.apply(call);
    return effect === null ? [] : [{ at, effect }];
  });
  after.disk.compare();
  return { subject, scene, steps, calls, after, replay, places };
}

function shell(scene: Scene, { argv, before = ":", stdin, serves = false, beside = false }: Step, at: number): string {
  const words = commandLine(argv, { preload: "another-boot.ts" }).map((word) => `'${word.replaceAll("'", `'\\''`)}'`);
  const input = join(scene.home, `input-${at}`);
  writeFileSync(input, stdin ?? "");
  const said = saidBy(scene, at);
  const started = `${words.join(" ")} <'${input}' >'${said}'`;
  const ended = serves ? `${started} & until test -s '${said}'; do sleep 0.05; done; kill $!; wait $!` : started;
  return `${before}\n${ended} || echo '${FAILED}' >&2${beside ? " &" : ""}`;
}
