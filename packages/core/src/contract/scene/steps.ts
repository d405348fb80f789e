import { judge } from "../../domain/attempt/judge.ts";
import type { Lease } from "../../domain/attempt/lease.ts";
import type { Outcome } from "../../domain/attempt/outcome.ts";
import type { Job, JobSpec } from "../../domain/job/job.ts";
import type { Claim, JobStore, OutputPiece, RunnerSpec, Settlement, Turn, TurnResult } from "../../store/index.ts";
import type { Scene } from "./scene.ts";

export const LIMITS = { headBytes: 1_048_576, tailBytes: 4 * 1_048_576 };
export const RUNNER = "runner1";
export const DONE: Outcome = { kind: "exited", exitCode: 0 };
export const FAILED: Outcome = { kind: "exited", exitCode: 1 };

export function runner(id = RUNNER, spec: Partial<RunnerSpec> = {}): RunnerSpec {
  return { id, workers: 4, queues: null, version: "0.0.0", ...spec };
}

/** Enqueues jobs that are called `job1`, `job2` … unless the specs say otherwise. */
export function enqueue(scene: Scene, ...specs: Partial<JobSpec>[]): Promise<Job[]> {
  const named = specs.map((spec, i) => ({ id: `job${i + 1}`, command: "true", ...spec }));
  return scene.store.enqueue(named, scene.now);
}

/** A turn that does nothing but what `turn` says. */
export function take(scene: Scene, turn: Partial<Turn> = {}, store: JobStore = scene.store): Promise<TurnResult> {
  return store.turn({ runner: RUNNER, started: [], settled: [], released: [], capacity: 0, ...turn }, scene.now);
}

/** Claims just one job; throws when there is none. */
export async function claimOne(scene: Scene, id = RUNNER, store: JobStore = scene.store): Promise<Claim> {
  const { claimed } = await take(scene, { runner: id, capacity: 1 }, store);
  const [claim] = claimed;
  if (claim === undefined) throw new Error("there was nothing to claim");
  return claim;
}

/** How an attempt ended, judged as the job and the default config demand. */
export function settlement(
  scene: Pick<Scene, "now">,
  { lease, job }: Claim,
  outcome: Outcome,
  output: OutputPiece[] = [],
): Settlement {
  const policy = { ...job, backoffMaxMs: 86_400_000, backoffJitter: 0 };
  const verdict = judge(policy, outcome, scene.now, () => 0.5);
  return { lease, outcome, verdict, finishedAt: scene.now, output, limits: LIMITS };
}

export function settle(scene: Scene, claim: Claim, outcome: Outcome, id = RUNNER): Promise<TurnResult> {
  return take(scene, { runner: id, settled: [settlement(scene, claim, outcome)] });
}

/** Claims the next job and settles it: how a case brings a job into the state that it is about. */
export async function execute(scene: Scene, outcome: Outcome): Promise<Claim> {
  const claim = await claimOne(scene);
  await settle(scene, claim, outcome);
  return claim;
}

export function start(scene: Scene, lease: Lease, worker = 1, pid = 4_711): Turn["started"][number] {
  return { lease, worker, pid, processStart: "77", at: scene.now };
}

export function piece(text: string, offset = 0, stream: OutputPiece["stream"] = "stdout", at = 0): OutputPiece {
  return { stream, offset, at, bytes: new TextEncoder().encode(text) };
}

/** What a reader sees of an attempt's output, and where something is missing. */
export async function transcript(scene: Scene, id: string, attempt = 1): Promise<string> {
  const chunks = await scene.store.output(id, { attempt, limit: 10_000 });
  return chunks.map((chunk) => `${chunk.stream}@${chunk.offset}:${new TextDecoder().decode(chunk.bytes)}`).join(" ");
}
