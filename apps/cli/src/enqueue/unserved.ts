import { type JobStore, selects, unservedQueues, unservedText } from "@queuectl/core";
import type { Out } from "../print/out.ts";

interface WarningContext {
  readonly store: JobStore;
  readonly out: Out;
  readonly now: () => number;
}

const NAMED = 10;

/**
 * Warns when runners live, but none that would take jobs of these queues, or with `null` of any that has jobs. Where no runner
 * lives it says nothing: one is yet to be started. Unless there is something to say, it costs a look at the few rows of runners.
 */
export async function warnOfUnserved(queues: readonly string[] | null, context: WarningContext): Promise<void> {
  // The jobs are stored, whatever becomes of this.
  const unserved = await find(queues, context).catch(() => []);
  if (unserved.length === 0) return;
  const fix = `start one: queuectl worker start --queue ${unserved[0]}`;
  await context.out.warn(`${unservedText(unserved.slice(0, NAMED))}; ${fix}`);
}

async function find(queues: readonly string[] | null, { store, now }: WarningContext): Promise<readonly string[]> {
  const served = await store.servedQueues();
  // A runner that died counts here: within seconds it is rescued and forgotten, or nobody is there to tell of.
  const isServed = (queue: string) => served.some((each) => selects(each, queue));
  if (served.length === 0 || queues?.every(isServed)) return [];
  const runners = await store.runners(now());
  if (runners.every(({ alive }) => alive === false)) return [];
  return queues?.filter((queue) => !isServed(queue)) ?? (await unservedQueues(store, runners));
}
