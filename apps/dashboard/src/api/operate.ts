import type { BusyRunner, ConfigValue, HistoryJson, Queue, Session, Status } from "./contract.ts";
import { api, bodyOf, read } from "./request.ts";

export function getSession(signal?: AbortSignal): Promise<Session> {
  return read((signal) => api.GET("/session", { signal }), signal);
}

export async function signOut(): Promise<void> {
  await bodyOf(api.POST("/sign-out"));
}

export function getStatus(signal?: AbortSignal): Promise<Status> {
  return read((signal) => api.GET("/status", { signal }), signal);
}

export function getHistory(minutes: number, step: number, signal?: AbortSignal): Promise<HistoryJson> {
  return read((signal) => api.GET("/history", { params: { query: { minutes, step } }, signal }), signal);
}

/** A page of queues by name, behind one of them. */
export function listQueues(after: string | null, signal?: AbortSignal): Promise<QueuePage> {
  const query = after === null ? {} : { after };
  return read((signal) => api.GET("/queues", { params: { query }, signal }), signal);
}

export interface QueuePage {
  readonly queues: readonly Queue[];
  readonly next: string | null;
}

export function pauseQueue(name: string, paused: boolean): Promise<Queue> {
  return bodyOf(api.POST(`/queues/{name}/${paused ? "pause" : "resume"}`, { params: { path: { name } } }));
}

export function listRunners(signal?: AbortSignal): Promise<{ readonly runners: readonly BusyRunner[] }> {
  return read((signal) => api.GET("/runners", { signal }), signal);
}

export function startRunner(workers: number, queues: string[] | null) {
  return bodyOf(api.POST("/runners", { body: { workers, queues } }));
}

export async function stopRunner(id: string, force: boolean): Promise<void> {
  await bodyOf(api.POST("/runners/{id}/stop", { params: { path: { id } }, body: { force } }));
}

export function getConfig(signal?: AbortSignal): Promise<Readonly<Record<string, ConfigValue>>> {
  return read((signal) => api.GET("/config", { signal }), signal);
}

/** Sets one key to a text as the command line reads it, or with `null` back to its default. */
export function setConfig(key: string, text: string | null): Promise<Readonly<Record<string, ConfigValue>>> {
  return bodyOf(api.PATCH("/config", { body: { [key]: text } }));
}
