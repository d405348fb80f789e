import type { BusyRunner, ConfigValue, HistoryJson, Queue, Session, StartedRunner, Status } from "./contract.ts";
import { request } from "./request.ts";

export function getSession(signal?: AbortSignal): Promise<Session> {
  return request("/session", { signal });
}

export function signOut(): Promise<void> {
  return request("/sign-out", { method: "POST" });
}

export function getStatus(signal?: AbortSignal): Promise<Status> {
  return request("/status", { signal });
}

export function getHistory(minutes: number, step: number, signal?: AbortSignal): Promise<HistoryJson> {
  return request("/history", { query: { minutes, step }, signal });
}

export function listQueues(signal?: AbortSignal): Promise<{ queues: Queue[] }> {
  return request("/queues", { signal });
}

export function pauseQueue(name: string, paused: boolean): Promise<Queue> {
  return request(`/queues/${encodeURIComponent(name)}/${paused ? "pause" : "resume"}`, { method: "POST" });
}

export function listRunners(signal?: AbortSignal): Promise<{ runners: BusyRunner[] }> {
  return request("/runners", { signal });
}

export function startRunner(workers: number, queues: readonly string[] | null): Promise<StartedRunner> {
  return request("/runners", { method: "POST", body: { workers, queues } });
}

export function stopRunner(id: string, force: boolean): Promise<void> {
  return request(`/runners/${encodeURIComponent(id)}/stop`, { method: "POST", body: { force } });
}

export function getConfig(signal?: AbortSignal): Promise<Record<string, ConfigValue>> {
  return request("/config", { signal });
}

/** Sets one key to a text as the command line reads it, or with `null` back to its default. */
export function setConfig(key: string, text: string | null): Promise<Record<string, ConfigValue>> {
  return request("/config", { method: "PATCH", body: { [key]: text } });
}
