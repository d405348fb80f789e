/** The program of a worker thread. It never opens the store: what it has to say, it posts. */
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import type { FromWorker, ToWorker, WorkerSetup } from "../messages/messages.ts";
import { pack, unpack } from "../messages/wire.ts";
import { systemClock } from "../service/service.ts";
import { Executing } from "../spool/executing.ts";
import { Outlets } from "../spool/outlets.ts";
import { DescriptorLimit, type SharedLimit } from "./descriptor-limit.ts";
import { Execution, type ExecutionContext } from "./execute.ts";
import { spawnWith } from "./spawn.ts";

if (parentPort === null) throw new Error("this is the program of a worker thread; queuectl worker start runs it");

const port = parentPort;
const setup = workerData as WorkerSetup & { readonly limit: SharedLimit };
const { runner, worker, spoolDir, descriptors, limit } = setup;
let current: Execution | null = null;

const around: ExecutionContext = {
  ...setup,
  clock: systemClock,
  spawn: spawnWith(DescriptorLimit.of(descriptors, limit)),
  outlets: new Outlets(systemClock, join(spoolDir, `${runner}.${worker}`)),
  executing: new Executing(spoolDir, runner, worker),
  post(message: FromWorker) {
    if (message.type === "ended" || message.type === "unable") current = null;
    port.postMessage(pack(message));
  },
};

port.on("message", (packed: ToWorker | string) => {
  const message = unpack(packed);
  switch (message.type) {
    case "execute":
      current = new Execution(message.order, around);
      current.begin();
      break;
    case "end":
      current?.end(message.cause);
      break;
    case "shipped":
      current?.shipped(message.holds);
      break;
    case "retire":
      around.outlets.close();
      around.executing.close();
      port.close();
      break;
  }
});

around.post({ type: "ready" });
