import * as fc from "fast-check";
import { jobsFile, jsonArgument } from "./json.ts";
import { duration, hostile, instant, nearMiss, number, oneIn } from "./texts.ts";

/** One call of the program. */
export interface Input {
  readonly argv: readonly string[];
  /** As it arrives, piece by piece. */
  readonly stdin: readonly Uint8Array[];
  /** Whether somebody looks on. */
  readonly terminal: boolean;
}

/** Ids that are there, and others. */
const id = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("taken", "done", "dead", "failed", "later", "nobody") },
  { weight: 1, arbitrary: hostile },
);
const state = fc.constantFrom("pending", "dead", "completed", "failed", "processing", "sleeping");

/** What the file system holds for the fuzzer; the working directory is its own. */
const path = fc.constantFrom("jobs.ndjson", "-", "missing.ndjson", ".", "/", "/dev/null", "", "a\0b");
const database = fc.constantFrom(
  "other.db",
  "sub/queue.db",
  "jobs.ndjson",
  ".",
  "",
  ":memory:",
  "a\0b",
  "postgres://h/db",
);

const FLAGS: Readonly<Record<string, fc.Arbitrary<string> | null>> = {
  "--json": null,
  "--no-color": null,
  "--help": null,
  "-h": null,
  "--version": null,
  "--db": database,
  "--id": id,
  "--command": hostile,
  "-c": fc.constantFrom("true", "echo hi", ""),
  "--file": path,
  "--each": null,
  "--queue": id,
  "--priority": number,
  "--max-retries": number,
  "--backoff-base": number,
  "--timeout": duration,
  "--run-at": instant,
  "--delay": duration,
  "--cwd": fc.oneof(fc.constantFrom("/tmp", ".", "x"), hostile),
  "--env": fc.oneof(fc.constantFrom("PATH", "A=b", "A", "=x", "A=b=c"), hostile),
  "--state": state,
  "--limit": number,
  "--after": fc.oneof(id, fc.constantFrom("@1", "@0", "@9999999", "@", "@-1", "@1x")),
  "--reverse": null,
  "--ids": null,
  "--stdout": null,
  "--stderr": null,
  "--attempt": number,
  "--tail": number,
  "--timestamps": null,
  "--force": null,
  "--no-wait": null,
  "--all": null,
  "--older-than": duration,
  "--dry-run": null,
  "--yes": null,
};

const JOB_FLAGS =
  "--id --queue --priority --max-retries --backoff-base --timeout --run-at --delay --cwd --env --timeout --delay";

const config = fc.constantFrom(
  ...["max-retries", "backoff-base", "backoff-max", "backoff-jitter", "job-timeout", "kill-grace", "poll-interval"],
  ...["output-head", "output-tail", "output-retention", "retention", "allowed_commands"],
  ...["max-retries-default", "poll-interval-ms", "job_timeout_sec", "constructor", "__proto__", "retries"],
);
const setting = fc.oneof(number, duration, fc.constantFrom("4MiB", "1 gib", "1tb", "true,ls", ",", ""), hostile);

/** The commands that end by themselves: what they are called with, and what flags they have. */
const COMMANDS: readonly (readonly [name: string, given: readonly fc.Arbitrary<string>[], flags: string])[] = [
  ["init", [], ""],
  ["enqueue", [jsonArgument], JOB_FLAGS],
  ["enqueue", [jsonArgument], JOB_FLAGS],
  ["enqueue", [], `-c ${JOB_FLAGS}`],
  ["enqueue", [fc.constant("-")], `--each ${JOB_FLAGS}`],
  ["enqueue", [fc.constant("-")], "--each --queue --priority"],
  ["enqueue", [fc.constant("--file"), path], "--each --queue --timeout"],
  ["list", [], "--state --queue --limit --after --reverse --ids"],
  ["show", [id], ""],
  ["logs", [id], "--stdout --stderr --attempt --tail --timestamps"],
  ["status", [], ""],
  ["worker list", [], ""],
  ["worker stop", [], "--timeout --force --no-wait"],
  ["cancel", [id, id], "--no-wait"],
  ["retry", [id], ""],
  ["delete", [id], "--force"],
  ["dlq list", [], "--queue --limit --after --reverse --ids"],
  ["dlq show", [id], ""],
  ["dlq retry", [id], "--all"],
  ["dlq retry", [], "--all --queue"],
  ["dlq purge", [], "--queue --older-than --dry-run --yes"],
  ["prune", [], "--state --queue --older-than --dry-run --yes"],
  ["config get", [config], ""],
  ["config list", [], ""],
  ["config set", [config, setting], ""],
  ["config set", [config, setting], ""],
  ["config unset", [config], ""],
  ["help", [], ""],
];
const WORDS = COMMANDS.flatMap(([name]) => name.split(" "));
const GLOBAL = ["--json", "--json", "--json", "--no-color", "--db", "--help", "-h", "--version"];

const rest = oneIn(6, fc.array(fc.oneof(fc.constantFrom("echo", "hi", "--help", "--"), hostile), { maxLength: 3 }));

/** Mostly the command's own flags, now and then another's, or one with a slip. */
function flagsOf(own: readonly string[]): fc.Arbitrary<string[]> {
  const name = fc.oneof(
    { weight: own.length === 0 ? 0 : 30, arbitrary: fc.constantFrom(...own, "--json") },
    { weight: 6, arbitrary: fc.constantFrom(...GLOBAL) },
    { weight: 1, arbitrary: fc.constantFrom(...Object.keys(FLAGS)) },
    { weight: 1, arbitrary: nearMiss(Object.keys(FLAGS)) },
  );
  return fc.array(name.chain(written), { maxLength: 3 }).map((flags) => flags.flat());
}

function written(name: string): fc.Arbitrary<string[]> {
  const value = FLAGS[name] ?? null;
  if (value === null) return fc.nat(30).map((how) => [how === 0 ? `${name}=1` : name]);
  return fc.tuple(value, fc.nat(30)).map(([text, how]) => {
    if (how === 0) return [name];
    return how < 20 ? [`${name}=${text}`] : [name, text];
  });
}

const argv: fc.Arbitrary<string[]> = fc
  .tuple(
    fc
      .constantFrom(...COMMANDS)
      .chain(([name, given, flags]) =>
        fc.tuple(fc.constant(name.split(" ")), fc.tuple(...given), flagsOf(flags.split(" ").filter(Boolean))),
      ),
    rest,
    oneIn(12, fc.tuple(fc.nat(20), fc.oneof(hostile, nearMiss(WORDS), id))),
    fc.nat(20),
  )
  .map(([[name, given, flags], behind, stray, order]) => {
    const words = order === 0 ? [...flags, ...name, ...given] : [...name, ...given, ...flags];
    if (stray !== null) words.splice(stray[0] % (words.length + 1), stray[0] % 2, stray[1]);
    return behind === null ? words : [...words, "--", ...behind];
  })
  .map(harmless);

/** Nothing that goes on by itself, and no database but those in the fuzzer's own directory. */
function harmless(words: readonly string[]): string[] {
  return words.map((word, at) => {
    if (["start", "web", "--watch", "--follow"].includes(word)) return "list";
    const names = word.startsWith("--db=") ? word.slice("--db=".length) : words[at - 1] === "--db" ? word : "";
    return /^(sqlite:|file:)?\/|\.\./i.test(names) ? "--db=other.db" : word;
  });
}

const pieces = fc.tuple(jobsFile, fc.nat(4)).map(([bytes, cuts]) => {
  const length = Math.max(1, Math.ceil(bytes.length / (cuts + 1)));
  return Array.from({ length: Math.ceil(bytes.length / length) }, (_, at) =>
    bytes.subarray(at * length, (at + 1) * length),
  );
});

export const input: fc.Arbitrary<Input> = fc.record({ argv, stdin: pieces, terminal: fc.boolean() });
