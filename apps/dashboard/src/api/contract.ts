/** What crosses the API, by the names under which the dashboard speaks of it. */
export type {
  Attempt,
  BusyRunner,
  Job,
  JobDetails,
  JobInput,
  JobPage,
  Problem,
  Queue,
  Status,
} from "@queuectl/web/client";
export type { EventsJson } from "../../../web/src/events/event-json.ts";
export type { HistoryJson, HistoryPointJson } from "../../../web/src/history/history-json.ts";
