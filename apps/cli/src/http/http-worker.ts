/**
 * The thread that serves HTTP in a runner. It has a connection of its own to the store, so that a heavy page never delays a
 * claim, and answers for the runner only while it hears from it.
 */
import { parentPort, workerData } from "node:worker_threads";
import { QueuectlError } from "@queuectl/core";
import type { RunnerHealth } from "@queuectl/web";
import { openStore } from "../frame/open-store.ts";
import type { FromHttp, HttpSetup, ToHttp } from "./http-messages.ts";
import { changeLine, openWeb } from "./open-web.ts";

const { location, address, allowedHosts, token, main } = workerData as HttpSetup;
let health: RunnerHealth | null = null;

const serving = start();
serving.then(
  ({ url, signInUrl }) => tell({ type: "serving", url, signInUrl }),
  (error) => {
    const known = error instanceof QueuectlError ? error : new QueuectlError(`HTTP: ${error?.message}`, "failed");
    tell({ type: "refused", message: known.message, code: known.code, fix: known.fix });
    parentPort?.close();
  },
);

parentPort?.on("message", async (message: ToHttp) => {
  if (message.type === "health") {
    if (health === null) tell({ type: "heard" });
    health = message.health;
    return;
  }
  await (await serving).stop(AbortSignal.timeout(message.withinMs));
  parentPort?.close();
});

async function start() {
  const store = await openStore({ path: location, isDefault: false }, "write");
  try {
    const web = await openWeb({
      store,
      location,
      address,
      allowedHosts,
      readOnly: false,
      token,
      env: process.env,
      main,
      onChange: (change) => tell({ type: "changed", line: changeLine(change) }),
      runnerHealth: () => health,
    });
    return {
      url: web.url,
      signInUrl: web.signInUrl,
      async stop(deadline: AbortSignal) {
        await web.stop(deadline);
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

function tell(message: FromHttp): void {
  parentPort?.postMessage(message);
}
