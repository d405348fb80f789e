/** The program of a worker thread, and its death: how is said by the job's name, how often by `once` or `always` in it. */
import { parentPort } from "node:worker_threads";
import "./dying-at-boot.ts";
import "../../../../apps/runner/src/worker/entry.ts";

interface Execute {
  readonly type: string;
  readonly order?: { readonly id: string; readonly lease: { readonly attempt: number } };
}

const DEATHS: Record<string, () => void> = {
  throw: () => {
    throw new Error("a worker that throws");
  },
  reject: () => void Promise.reject(new Error("a worker that rejects")),
  exit: () => process.exit(0),
  fail: () => process.exit(3),
};

// Orders come as JSON text.
parentPort?.on("message", (text: string) => {
  const { type, order } = JSON.parse(text) as Execute;
  if (type !== "execute" || order === undefined) return;
  const [how = "", often, delay] = order.id.split("-");
  const death = DEATHS[how];
  if (death === undefined || (often === "once" && order.lease.attempt > 1)) return;
  setTimeout(death, Number(delay));
});
