import type { Input } from "./argv.ts";
import type { Called } from "./call.ts";
import type { FuzzHome } from "./home.ts";

type Fingerprint = ReturnType<FuzzHome["fingerprint"]>;

/** Says what is wrong with how a call ended; `null` when it is as it should be. */
export function judgeCall(input: Input, called: Called, before: Fingerprint, after: Fingerprint): string | null {
  const { code, stdout, stderr } = called;
  if (code === null) return "it hangs";
  if (![0, 1, 2, 3, 4].includes(code)) return `exit code ${code}`;
  if (/^queuectl: unexpected:/m.test(plain(stderr))) return "an error that nobody foresaw";
  if (code !== 0) return judgeRefusal(input, called) ?? judgeChange(input, code, before, after);
  if (/^\s+at .*\d+:\d+/m.test(stderr) && !input.argv.includes("logs")) return "a stack trace";
  const asked = tokensOf(input);
  const helps = asked.some((token) => ["--help", "-h", "--version", "help"].includes(token));
  if (asked.includes("--json") && !helps && !isJson(stdout)) return "its answer is not JSON";
  return judgeEnqueue(asked, helps, stdout, after.jobs - before.jobs);
}

/** One line that says what is wrong, one how to put it right: for each id where there are several. */
function judgeRefusal(input: Input, { code, stderr }: Called): string | null {
  // A group without a command is answered with its help.
  if (code === 2 && /^Usage$/m.test(plain(stderr).replaceAll(":", ""))) return null;
  const lines = plain(stderr)
    .split("\n")
    .filter((line) => line !== "" && !/^[·!] /.test(line));
  const errors = lines.filter((line) => line.startsWith("queuectl: ")).length;
  if (errors === 0) return "it fails without a word";
  if (lines.length > 2 * errors) return `${lines.length} lines for ${errors} errors`;
  return errors > Math.max(1, input.argv.length) ? "more errors than words" : null;
}

function judgeChange(input: Input, code: number, before: Fingerprint, after: Fingerprint): string | null {
  if (before.all === after.all) return null;
  // Of several ids all are tried; `--each` keeps what came before, and says so.
  const asked = tokensOf(input);
  const tried = ["cancel", "retry", "delete"].some((verb) => asked.includes(verb)) && code > 2;
  if (tried || asked.includes("--each")) return null;
  return `it failed, and changed ${before.all} to ${after.all}`;
}

function judgeEnqueue(asked: readonly string[], helps: boolean, stdout: string, added: number): string | null {
  // A queue may be called `enqueue`, too.
  const verb = asked.find((token) => !token.startsWith("-"));
  if (helps || verb !== "enqueue" || asked.some((token) => token.startsWith("--db"))) return null;
  if (asked.includes("--json")) {
    const answer: unknown = JSON.parse(stdout);
    const jobs = Array.isArray(answer) ? answer.length : 1;
    return jobs === added ? null : `it says ${jobs} jobs, and stored ${added}`;
  }
  const said = /enqueued (?:([\d,]+) jobs?\b|\S)/.exec(plain(stdout));
  const jobs = said === null ? -1 : Number((said[1] ?? "1").replaceAll(",", ""));
  return jobs === added ? null : `it says ${JSON.stringify(stdout)}, and stored ${added}`;
}

function tokensOf({ argv }: Input): readonly string[] {
  const cut = argv.indexOf("--");
  return cut < 0 ? argv : argv.slice(0, cut);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** As it stands on the screen in the end: a progress line that was drawn over is gone. */
function plain(text: string): string {
  return Bun.stripANSI(text).replaceAll(/^.*\r(?!\n)/gm, "");
}
