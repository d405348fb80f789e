import { type Signal, useSignal } from "@preact/signals";
import { InvalidInput, parseJob } from "@queuectl/core";
import type { Job, JobInput } from "../../api/contract.ts";

/** The fields of the form, by the names of the job's JSON. */
export const FIELDS = {
  command: { label: "Command" },
  id: { label: "Id", placeholder: "made for you", hint: "letters, digits and . _ : -" },
  queue: { label: "Queue", placeholder: "default" },
  priority: { label: "Priority", placeholder: "0", hint: "higher goes first" },
  max_retries: { label: "Retries", placeholder: "as configured", hint: "after the first attempt" },
  timeout: { label: "Timeout", placeholder: "as configured", hint: "90, 500ms, 5m; 0 for none" },
  run_at: { label: "Run at", placeholder: "now", hint: "+10m, or 2026-01-31T09:00" },
  cwd: { label: "Directory", placeholder: "the runner's own" },
  backoff_base: { label: "Backoff base", placeholder: "as configured", hint: "seconds, to the power of the attempts" },
  env: { label: "Environment", placeholder: "NAME=value", hint: "one variable a line" },
} as const;

export type FieldName = keyof typeof FIELDS;
/** What is wrong, by field; `form` is what belongs to none. */
export type Problems = Partial<Record<FieldName | "form", string>>;
export type Draft = Record<FieldName, Signal<string>> & { kind: Signal<"shell" | "argv"> };

/** What somebody has written so far. */
export function useDraft(): Draft {
  return {
    kind: useSignal<"shell" | "argv">("shell"),
    command: useSignal(""),
    id: useSignal(""),
    queue: useSignal(""),
    priority: useSignal(""),
    max_retries: useSignal(""),
    timeout: useSignal(""),
    run_at: useSignal(""),
    cwd: useSignal(""),
    backoff_base: useSignal(""),
    env: useSignal(""),
  };
}

type Model = Pick<Job, "command" | "queue" | "priority" | "cwd" | "env"> & {
  readonly max_retries: number | null;
  readonly timeout: number | null;
};

export const EMPTY_DRAFT: Model = {
  command: "",
  queue: "",
  priority: 0,
  max_retries: null,
  timeout: null,
  cwd: null,
  env: {},
};

/** Fills the form in after the model of a job; its id and time stay free. */
export function fill(draft: Draft, job: Model): void {
  draft.kind.value = typeof job.command === "string" ? "shell" : "argv";
  draft.command.value = typeof job.command === "string" ? job.command : job.command.join("\n");
  draft.id.value = "";
  draft.run_at.value = "";
  draft.queue.value = job.queue;
  draft.priority.value = job.priority === 0 ? "" : String(job.priority);
  draft.max_retries.value = job.max_retries === null ? "" : String(job.max_retries);
  draft.timeout.value = job.timeout === null ? "" : String(job.timeout);
  draft.cwd.value = job.cwd ?? "";
  draft.env.value = Object.entries(job.env)
    .map(([name, value]) => `${name}=${value}`)
    .join("\n");
}

/** The job's JSON. What was left empty is null, which counts as left out. */
export function inputOf(draft: Draft): JobInput {
  const text = (name: FieldName) => draft[name].value.trim() || null;
  const number = (name: FieldName) => numberOr(text(name));
  const { command } = draft;
  return {
    command: draft.kind.value === "shell" ? command.value : command.value.split("\n").filter((word) => word !== ""),
    id: text("id"),
    queue: text("queue"),
    priority: number("priority"),
    max_retries: number("max_retries"),
    backoff_base: number("backoff_base"),
    timeout: text("timeout"),
    run_at: text("run_at"),
    cwd: text("cwd"),
    env: text("env") === null ? null : variables(draft.env.value),
  };
}

/** What the rules for a job, which are the server's as well, have against it. */
export function checked(draft: Draft): Problems {
  try {
    parseJob(inputOf(draft), { now: Date.now() });
    return {};
  } catch (error) {
    return error instanceof InvalidInput ? problemIn(error.message, error.fix) : { form: String(error) };
  }
}

/** Finds the field that a refusal is about: it begins with its name. */
export function problemIn(message: string, fix: string | null): Problems {
  const [, name = "", rest = message] = /^(\w+)(?:\.\S+)?: (.*)$/s.exec(message) ?? [];
  const text = fix === null ? rest : `${rest}: ${fix}`;
  if (Object.hasOwn(FIELDS, name)) return { [name]: text };
  return /\bid\b/.test(message) ? { id: message } : { form: fix === null ? message : `${message}: ${fix}` };
}

// What is no number goes through as it is, so that the refusal can name it.
function numberOr(text: string | null): number | null {
  if (text === null) return null;
  const value = Number(text);
  return Number.isNaN(value) ? (text as unknown as number) : value;
}

function variables(text: string): Record<string, string> {
  const pairs = text.split("\n").filter((line) => line.trim() !== "");
  return Object.fromEntries(
    pairs.map((line) => {
      const at = line.indexOf("=");
      return at < 0 ? [line.trim(), ""] : [line.slice(0, at).trim(), line.slice(at + 1)];
    }),
  );
}
