import { batch, effect, signal } from "@preact/signals";
import { addressOf } from "@queuectl/web/client";
import type { EventsJson } from "../api/contract.ts";
import { signedOut } from "../api/request.ts";
import { hear } from "./clock.ts";
import { heard, missed, stale } from "./freshness.ts";

/** `idle`: the tab is not seen by anybody, so it holds no connection. */
export type Connection = "connecting" | "live" | "lost" | "idle";

export const connection = signal<Connection>("connecting");

/** The latest of each event; `null` before the first. */
export const latest = {
  jobs: signal<EventsJson["jobs"] | null>(null),
  queues: signal<EventsJson["queues"] | null>(null),
  runners: signal<EventsJson["runners"] | null>(null),
};

/** Rises whenever anything may have changed, a connection that came back included: what is shown is asked for again. */
export const changes = signal(0);

/** The job whose own events are wanted, too. */
export const followedJob = signal<string | null>(null);

interface JobListener {
  output(event: EventsJson["output"]): void;
  /** What comes now begins at the beginning. */
  restart(): void;
}
const jobListeners = new Set<JobListener>();

/** Hears what the followed job writes. Returns how to stop. */
export function onJob(listener: JobListener): () => void {
  jobListeners.add(listener);
  return () => jobListeners.delete(listener);
}

/** Beyond this a connection that was refused is tried again; a browser itself tries only those that broke. */
const RETRY_MS = 3_000;

/** Keeps one stream of events open for as long as somebody looks. */
export function startConnection(): void {
  const visible = signal(document.visibilityState === "visible");
  document.addEventListener("visibilitychange", () => {
    visible.value = document.visibilityState === "visible";
  });
  effect(() => {
    if (signedOut.value) return;
    if (!visible.value) {
      // Six streams are all that a browser opens to one server: tabs in the background must not take them.
      connection.value = "idle";
      return;
    }
    return listen(followedJob.value);
  });
}

function lost(): void {
  connection.value = "lost";
  missed();
}

function listen(job: string | null): () => void {
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const open = () => {
    for (const listener of jobListeners) listener.restart();
    const events = new EventSource(addressOf(location.origin, "/events", { query: job === null ? {} : { job } }));
    source = events;
    events.addEventListener("open", () =>
      batch(() => {
        connection.value = "live";
        heard();
        changes.value = changes.peek() + 1;
      }),
    );
    events.addEventListener("error", () => {
      lost();
      if (events.readyState !== EventSource.CLOSED) return;
      changes.value = changes.peek() + 1;
      retry = setTimeout(open, RETRY_MS);
    });
    events.addEventListener("ping", heard);
    on("jobs", (data) => {
      hear(data.at);
      latest.jobs.value = data;
    });
    on("queues", (data) => {
      latest.queues.value = data;
    });
    on("runners", (data) => {
      latest.runners.value = data;
    });
    events.addEventListener("output", ({ data }) => {
      heard();
      const output = JSON.parse(data) as EventsJson["output"];
      for (const listener of jobListeners) listener.output(output);
    });

    function on<Name extends keyof typeof latest>(name: Name, take: (data: EventsJson[Name]) => void): void {
      events.addEventListener(name, (event) =>
        batch(() => {
          heard();
          take(JSON.parse(event.data) as EventsJson[Name]);
          changes.value = changes.peek() + 1;
        }),
      );
    }
  };

  open();
  const stop = effect(() => {
    // A line that looks whole and carries nothing: half of it is gone, or the server stands still.
    if (!stale.value || source?.readyState !== EventSource.OPEN) return;
    source.close();
    lost();
    open();
  });
  return () => {
    stop();
    clearTimeout(retry);
    source?.close();
  };
}
