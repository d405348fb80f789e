/** What crosses the API, by the names under which the dashboard speaks of it: where the routes change, it no longer compiles. */
export type {
  Attempt,
  BulkRequest,
  BusyRunner,
  ConfigValue,
  DeadToRetry,
  History as HistoryJson,
  HistoryPoint as HistoryPointJson,
  Job,
  JobDetails,
  JobInput,
  JobPage,
  Problem,
  Queue,
  Session,
  Status,
} from "@queuectl/web/client";
export type { EventsJson } from "@queuectl/web/events";
