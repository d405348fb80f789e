import type { JobStore } from "@queuectl/core";
import type { BooleanArgDef, CommandMeta, EnumArgDef, PositionalArgDef, StringArgDef } from "citty";
import type { Io } from "../io/io.ts";
import type { Out } from "../print/out.ts";
import type { Location, StoreAccess } from "./open-store.ts";

/** What a command needs of the store: `main` opens it before `run` and closes it after. */
export type Access = "none" | StoreAccess;

/**
 * citty's definitions, and two things that they lack: `many` collects a repeated flag, or all positionals from there on;
 * `read` turns the text into a value and throws `InvalidInput` that names `what`, before any store is opened.
 */
export type Arg = (BooleanArgDef | StringArgDef | EnumArgDef | PositionalArgDef) & {
  many?: boolean;
  read?: (text: string, what: string, now: number) => unknown;
};

export type Args = Record<string, Arg>;

type ReadValue<A> = A extends { read: (...given: never[]) => infer T }
  ? T
  : A extends { options: (infer O)[] }
    ? O
    : string;

type Value<A> = A extends { type: "boolean" }
  ? boolean
  : A extends { many: true }
    ? readonly ReadValue<A>[]
    : A extends { required: true } | { default: string }
      ? ReadValue<A>
      : ReadValue<A> | undefined;

/** The values of a command's arguments, each under its name as defined (`max-retries`, not `maxRetries`). */
export type Values<A extends Args> = { readonly [K in keyof A]: Value<A[K]> };

export interface Context<A extends Args, X extends Access> {
  readonly args: Values<A>;
  /** What stood after the first `--`; `null` where there was none. Only for commands that declare `takesRest`. */
  readonly rest: readonly string[] | null;
  readonly store: X extends "none" ? undefined : JobStore;
  /** The database: its absolute path. */
  readonly location: string;
  /** ... and whether somebody named it. */
  readonly place: Location;
  /** Opens one more connection; whoever calls it closes it. */
  readonly openStore: (access: StoreAccess) => Promise<JobStore>;
  readonly out: Out;
  /** Whether the answer is to be JSON. */
  readonly json: boolean;
  readonly now: () => number;
  readonly io: Io;
}

export interface Command<A extends Args = Args, X extends Access = Access> {
  readonly meta: CommandMeta & { readonly name: string; readonly description: string };
  readonly access: X;
  readonly args: A;
  /** What follows `--` belongs to the command as a whole; elsewhere it is more positionals. */
  readonly takesRest?: boolean;
  /** How its usage reads where the arguments alone do not tell. */
  readonly usage?: readonly string[];
  readonly examples?: readonly string[];
  /** Paragraphs at the end of its help. */
  readonly notes?: readonly string[];
  /** Resolves to the exit code where that is not 0. */
  // biome-ignore lint/suspicious/noConfusingVoidType: most commands return nothing, and should not have to say so.
  run(context: Context<A, X>): Promise<number | undefined | void>;
}

/** Declares a command. Parsing, opening, exit codes and rendering live elsewhere. */
export function command<const A extends Args, const X extends Access>(definition: Command<A, X>): Command<A, X> {
  return definition;
}
