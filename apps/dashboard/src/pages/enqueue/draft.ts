import { type Signal, useSignal } from "@preact/signals";
import { formatInstant, InvalidInput, parseInstant, parseJob, type Zone } from "@queuectl/core";
import type { Job, JobInput } from "../../api/contract.ts";
import { argvOf, argvText, envOf, envText } from "./texts.ts";

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
  env: { label: "Environment", placeholder: "NAME=value", hint: "one variable a line, or a JSON object" },
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
  readonly backoff_base: number | null;
  readonly timeout: number | null;
};

export const EMPTY_DRAFT: Model = {
  command: "",
  queue: "",
  priority: 0,
  max_retries: null,
  backoff_base: null,
  timeout: null,
  cwd: null,
  env: {},
};

/** Fills the form in after the model of a job; its id and time stay free. */
export function fill(draft: Draft, job: Model): void {
  draft.kind.value = typeof job.command === "string" ? "shell" : "argv";
  draft.command.value = typeof job.command === "string" ? job.command : argvText(job.command);
  draft.id.value = "";
  draft.run_at.value = "";
  draft.queue.value = job.queue;
  draft.priority.value = job.priority === 0 ? "" : String(job.priority);
  draft.max_retries.value = job.max_retries === null ? "" : String(job.max_retries);
  draft.backoff_base.value = job.backoff_base === null ? "" : String(job.backoff_base);
  draft.timeout.value = job.timeout === null ? "" : String(job.timeout);
  draft.cwd.value = job.cwd ?? "";
  draft.env.value = envText(job.env);
}

/** The job's JSON. What was left empty is null, which counts as left out. Throws `InvalidInput` for what is no number. */
export function inputOf(draft: Draft): JobInput {
  const text = (name: FieldName) => draft[name].value.trim() || null;
  const number = (name: FieldName) => numberIn(name, text(name));
  const { command } = draft;
  return {
    command: draft.kind.value === "shell" ? command.value : argvOf(command.value),
    id: text("id"),
    queue: text("queue"),
    priority: number("priority"),
    max_retries: number("max_retries"),
    backoff_base: number("backoff_base"),
    timeout: text("timeout"),
    run_at: runAtIn(text("run_at")),
    cwd: text("cwd"),
    env: text("env") === null ? null : envOf(draft.env.value),
  };
}

/** Local time is that of whoever looks at the page: the server, which may be elsewhere, is told the instant. */
function runAtIn(text: string | null): string | null {
  if (text === null || text.startsWith("+")) return text;
  return formatInstant(parseInstant(text, Date.now(), "run_at", () => HERE));
}

const HERE: Zone = {
  offsetMs: (at) => -new Date(at).getTimezoneOffset() * 60_000,
  nameAt: () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
};

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

// Not left to the rules for a job: they know of JSON, and would speak of quotes.
function numberIn(name: FieldName, text: string | null): number | null {
  if (text === null) return null;
  const value = Number(text);
  if (Number.isNaN(value)) throw new InvalidInput(`${name}: ${JSON.stringify(text)} is not a number`, "write digits");
  return value;
}
