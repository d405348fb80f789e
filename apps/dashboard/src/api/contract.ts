/** What crosses the API, by the names under which the dashboard speaks of it. */
import type * as schemas from "../../../web/src/api/schemas.ts";

export type { EventsJson } from "../../../web/src/events/event-json.ts";
export type { HistoryJson, HistoryPointJson } from "../../../web/src/history/history-json.ts";

export type Job = (typeof schemas.Job)["_output"];
export type JobInput = (typeof schemas.JobInput)["_output"];
export type JobDetails = (typeof schemas.JobDetails)["_output"];
export type JobPage = (typeof schemas.JobPage)["_output"];
export type Attempt = (typeof schemas.Attempt)["_output"];
export type Queue = (typeof schemas.Queue)["_output"];
export type BusyRunner = (typeof schemas.BusyRunner)["_output"];
export type Status = (typeof schemas.Status)["_output"];
export type Problem = (typeof schemas.Problem)["_output"];
