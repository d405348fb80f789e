/**
 * What crosses the API, by the names under which the dashboard speaks of it. The routes' own types say it: where they change,
 * the dashboard no longer compiles. Hono's client itself is not used, for it takes a job named `index` for the list of jobs.
 */
import type { Api } from "@queuectl/web/client";
import type { hc, InferRequestType, InferResponseType } from "hono/client";

type Routes = ReturnType<typeof hc<Api>>;

export type Session = InferResponseType<Routes["session"]["$get"]>;
/** A config key's value: durations in seconds, sizes in bytes. */
export type ConfigValue = InferResponseType<Routes["config"]["$get"]>[string];
export type BulkRequest = InferRequestType<Routes["jobs"]["bulk"]["$post"]>["json"];
export type BulkAnswer = InferResponseType<Routes["jobs"]["bulk"]["$post"]>;
/** Which dead jobs to retry. */
export type DeadToRetry = InferRequestType<Routes["dlq"]["retry"]["$post"]>["json"];
export type RetriedDead = InferResponseType<Routes["dlq"]["retry"]["$post"]>;
export type Purged = InferResponseType<Routes["dlq"]["purge"]["$post"]>;
export type StartedRunner = InferResponseType<Routes["runners"]["$post"]>;

export type {
  Attempt,
  BusyRunner,
  EventsJson,
  HistoryJson,
  HistoryPointJson,
  Job,
  JobDetails,
  JobInput,
  JobPage,
  Problem,
  Queue,
  Status,
} from "@queuectl/web/client";
