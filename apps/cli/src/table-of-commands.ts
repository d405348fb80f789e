import type { Command } from "./frame/command.ts";

// biome-ignore lint/suspicious/noExplicitAny: commands of every shape of arguments stand in one table.
type AnyCommand = Command<any, any>;

/** A command, loaded only when it is called, or a group of them; one that is both is meant where no other word of its group follows. */
export type Entry =
  | { readonly summary: string; readonly load: () => Promise<{ default: AnyCommand }>; readonly commands?: Commands }
  | { readonly summary: string; readonly commands: Commands };

export type Commands = Readonly<Record<string, Entry>>;

/** Every command, in the order in which the help lists them. The summaries stand here so that it loads none of them. */
export const COMMANDS: Commands = {
  init: {
    summary: "create the store; what stores something does so by itself",
    load: () => import("./commands/store/init.ts"),
  },
  enqueue: { summary: "store jobs to be executed", load: () => import("./commands/job/enqueue.ts") },
  list: { summary: "list jobs", load: () => import("./commands/job/list.ts") },
  show: { summary: "show everything about a job", load: () => import("./commands/job/show.ts") },
  logs: { summary: "print what a job wrote", load: () => import("./commands/job/logs.ts") },
  status: { summary: "show counts, workers and throughput", load: () => import("./commands/store/status.ts") },
  worker: {
    summary: "start, stop and list the workers that execute jobs",
    commands: {
      start: { summary: "start a runner with workers", load: () => import("./commands/worker/start.ts") },
      stop: { summary: "stop runners after what they execute", load: () => import("./commands/worker/stop.ts") },
      list: { summary: "list runners and what they execute", load: () => import("./commands/worker/list.ts") },
    },
  },
  cancel: { summary: "cancel jobs; running ones are ended", load: () => import("./commands/job/cancel.ts") },
  retry: { summary: "make finished or failed jobs pending again", load: () => import("./commands/job/retry.ts") },
  delete: { summary: "delete jobs with all that belongs to them", load: () => import("./commands/job/delete.ts") },
  dlq: {
    summary: "look after the dead letter queue",
    commands: {
      list: { summary: "list dead jobs", load: () => import("./commands/dlq/list.ts") },
      show: { summary: "show everything about a dead job", load: () => import("./commands/dlq/show.ts") },
      retry: { summary: "make dead jobs pending again", load: () => import("./commands/dlq/retry.ts") },
      purge: { summary: "delete dead jobs", load: () => import("./commands/dlq/purge.ts") },
    },
  },
  queue: {
    summary: "pause and resume queues",
    commands: {
      list: { summary: "list queues and how many jobs each has", load: () => import("./commands/queue/list.ts") },
      pause: { summary: "give none of a queue's jobs to runners", load: () => import("./commands/queue/pause.ts") },
      resume: { summary: "give a queue's jobs to runners again", load: () => import("./commands/queue/resume.ts") },
    },
  },
  prune: { summary: "delete old finished jobs", load: () => import("./commands/store/prune.ts") },
  config: {
    summary: "read and change the configuration",
    commands: {
      get: { summary: "print one value, or all", load: () => import("./commands/config/get.ts") },
      list: { summary: "the same as get", load: () => import("./commands/config/get.ts") },
      show: { summary: "the same as get", load: () => import("./commands/config/get.ts") },
      set: { summary: "set a value", load: () => import("./commands/config/set.ts") },
      unset: { summary: "set a value back to its default", load: () => import("./commands/config/unset.ts") },
    },
  },
  backup: {
    summary: "copy the store into a file, while it is in use",
    load: () => import("./commands/store/backup.ts"),
  },
  restore: { summary: "put a backup in the place of the store", load: () => import("./commands/store/restore.ts") },
  web: {
    summary: "serve the dashboard, the API and status over HTTP",
    load: () => import("./commands/web/web.ts"),
    commands: {
      link: { summary: "draw a link that signs a browser in, once", load: () => import("./commands/web/link.ts") },
    },
  },
};
