import { afterAll, beforeAll, expect, test } from "bun:test";
import { newHome } from "./program.ts";

const home = newHome();
beforeAll(() => home.run("enqueue", "--id", "there", "--run-at", "2200-01-01T00:00:00Z", "--", "true"));
afterAll(() => home[Symbol.dispose]());

/** Each: the arguments, the exit code, what the first line says, and, where it matters, what the second one does. */
const WRONG: [argv: string[], code: number, says: string, fix?: string][] = [
  // commands and flags
  [["lst"], 2, 'there is no command "lst"', 'did you mean "list"?'],
  [["constructor"], 2, 'there is no command "constructor"'],
  [["__proto__"], 2, 'there is no command "__proto__"'],
  [["toString", "--help"], 2, 'there is no command "toString"'],
  [["dlq", "constructor"], 2, 'there is no command "dlq constructor"'],
  [["dlq", "retyr"], 2, 'there is no command "dlq retyr"', 'did you mean "retry"?'],
  [[""], 2, 'there is no command ""'],
  [["--jsno", "list"], 2, "there is no flag --jsno", 'did you mean "--json"?'],
  [["--state", "dead", "list"], 2, "there is no flag --state"],
  [["list", "--sate", "dead"], 2, "there is no flag --sate", 'did you mean "--state"?'],
  [["list", "-x"], 2, "there is no flag -x"],
  [["list", "dead"], 2, 'there is an argument too many: "dead"'],
  [["list", "--json=yes"], 2, "--json takes no value"],
  [["list", "--state"], 2, "--state needs a value"],
  [["list", "--state", "--json"], 2, "--state needs a value"],
  [["list", "--state", "dead", "--state", "failed"], 2, "--state is given twice"],
  [["--db", "a.db", "list", "--db", "b.db"], 2, "--db is given twice"],
  // the database
  [["list", "--db"], 2, "--db needs a value"],
  [["list", "--db", ""], 2, "--db is empty"],
  [["list", "--db", ":memory:"], 2, "--db: a database in memory"],
  [["list", "--db", "mysql://localhost/x"], 2, "--db: there is no store for mysql: databases"],
  // values
  [["list", "--state", "daed"], 2, '--state: "daed" is not a state', 'did you mean "dead"?'],
  [["list", "--limit", "0"], 2, '--limit: "0" is not a whole number from 1'],
  [["list", "--limit", "ten"], 2, '--limit: "ten" is not a whole number'],
  [["list", "--limit", "1.5"], 2, '--limit: "1.5" is not a whole number'],
  [["web", "--port", "x"], 2, '--port: "x" is not a whole number from 0 to 65535', "for example --port 4780"],
  [["list", "--after", "nowhere"], 4, "there is no job nowhere"],
  [["list", "--queue", "a b"], 2, '--queue: "a b" is not a valid name'],
  [["prune", "--state", "pending"], 2, '--state: "pending" cannot be chosen here'],
  [["prune", "--older-than", "long"], 2, '--older-than: "long" is not a duration'],
  [["prune", "--older-than", "-5s"], 2, "--older-than needs a value"],
  [["dlq", "purge", "--older-than=-5"], 2, '--older-than: "-5" is not a duration'],
  [["logs", "there", "--attempt", "0"], 2, '--attempt: "0" is not a whole number'],
  [["logs", "there", "--tail", "few"], 2, '--tail: "few" is not a whole number'],
  [["logs", "there", "--attempt", "3"], 4, "there has no attempt 3"],
  // ids
  [["show"], 2, "ID is missing"],
  [["cancel"], 2, "ID is missing"],
  [["cancel", "--no-wait"], 2, "ID is missing"],
  [["show", "there", "other"], 2, 'there is an argument too many: "other"'],
  [["show", "nowhere"], 4, "there is no job nowhere"],
  [["logs", "nowhere"], 4, "there is no job nowhere"],
  [["cancel", "nowhere"], 4, "there is no job nowhere"],
  [["delete", "nowhere"], 4, "there is no job nowhere"],
  [["delete", "nowhere", "--force"], 4, "there is no job nowhere"],
  [["retry", "nowhere"], 4, "there is no job nowhere"],
  [["show", "a b"], 2, 'ID: "a b" is not a valid name'],
  [["cancel", "there", "../x"], 2, 'ID: "../x" is not a valid name'],
  [["retry", "there"], 3, "there is scheduled; only failed, dead, cancelled and completed jobs can be retried"],
  [["dlq", "show", "there"], 3, "there is scheduled; only dead jobs can be shown"],
  [["dlq", "retry", "there"], 3, "there is scheduled; only dead jobs can be retried"],
  [["dlq", "retry"], 2, "no job is named"],
  [["dlq", "retry", "there", "--all"], 2, "--all and ids exclude each other"],
  // config
  [["config", "get", "max-retires"], 4, 'there is no config key "max-retires"', 'did you mean "max-retries"?'],
  [["config", "set", "max-retires", "3"], 2, 'there is no config key "max-retires"', 'did you mean "max-retries"?'],
  [["config", "unset", "__proto__"], 2, 'there is no config key "__proto__"'],
  [["config", "set", "max-retries"], 2, "VALUE is missing"],
  [["config", "set", "max-retries", "1", "2"], 2, 'there is an argument too many: "2"'],
  [["config", "set", "max-retries", "-1"], 2, 'max-retries: "-1" is not a valid value'],
  [["config", "set", "max-retries", "many"], 2, 'max-retries: "many" is not a valid value'],
  [["config", "set", "job-timeout", "soon"], 2, 'job-timeout: "soon" is not a duration'],
  [["config", "set", "backoff-jitter", "2"], 2, 'backoff-jitter: "2" is not a valid value'],
  [["config", "set", "job-timeout-sec", "0.0004"], 2, 'job-timeout: "0.0004s" is shorter than the shortest duration'],
  // enqueue: what
  [["enqueue"], 2, "there is nothing to enqueue"],
  [["enqueue", "--"], 2, "nothing stands behind --"],
  [["enqueue", "--", ""], 2, "command: it is empty"],
  [["enqueue", "-c", " "], 2, "command: it is empty"],
  [
    ["enqueue", "echo", "hi"],
    2,
    '"echo" is not the JSON of a job',
    "a command stands behind --: queuectl enqueue -- echo hi",
  ],
  [["enqueue", "{}", "{}"], 2, '"{}" is not the JSON of a job'],
  [["enqueue", '{"command":"x"}', "-c", "y"], 2, "JSON and -c exclude each other"],
  [["enqueue", "-c", "y", "--", "x"], 2, "-c and -- exclude each other"],
  [["enqueue", "-", "--file", "x"], 2, "- and --file exclude each other"],
  [["enqueue", "--each", "--", "x"], 2, "--each goes with --file or -"],
  [["enqueue", "--file", "nowhere.ndjson"], 2, '--file: "nowhere.ndjson" cannot be read: there is no such file'],
  [["enqueue", "--file", "/"], 2, '--file: "/" is a directory'],
  [["enqueue", "--file", "x", "--id", "a"], 2, "--id names one job"],
  [["enqueue", '[{"command":"x"},{"command":"y"}]', "--id", "a"], 2, "--id names one job"],
  // enqueue: the JSON
  [["enqueue", "{"], 2, "it is not valid JSON"],
  [["enqueue", '{"id":"a"}'], 2, "command: it is missing"],
  [["enqueue", '{"command":""}'], 2, "command: it is empty"],
  [["enqueue", '{"command":7}'], 2, "command: it must be a string or an array of strings, not a number"],
  [["enqueue", '{"command":["a",1]}'], 2, "command: it must be a string or an array of strings"],
  [["enqueue", '{"command":"a\\u0000b"}'], 2, "command: it contains a NUL character"],
  [["enqueue", '{"command":"x","prority":1}'], 2, 'there is no job field "prority"', 'did you mean "priority"?'],
  [["enqueue", '{"command":"x","__proto__":1}'], 2, 'there is no job field "__proto__"'],
  [["enqueue", '{"command":"x","priority":"1"}'], 2, "priority: it must be a number, not a string"],
  [["enqueue", '{"command":"x","max_retries":-1}'], 2, "max_retries: -1 is out of range"],
  [["enqueue", '{"command":"x","max_retries":1.5}'], 2, "max_retries: 1.5 is out of range"],
  [["enqueue", '{"command":"x","max_attempts":1.5}'], 2, "max_attempts: 1.5 is out of range"],
  [["enqueue", '{"command":"x","delay":1e400}'], 2, "delay: Infinity is out of range"],
  [
    ["enqueue", '{"command":"x","max_retries":1,"max_attempts":2}'],
    2,
    "max_retries and max_attempts exclude each other",
  ],
  [["enqueue", '{"command":"x","run_at":"+1m","delay":5}'], 2, "run_at and delay exclude each other"],
  [["enqueue", '{"command":"x","run_at":"soon"}'], 2, 'run_at: "soon" is not an instant'],
  [["enqueue", '{"command":"x","state":"completed"}'], 2, 'state: "completed" cannot be enqueued'],
  [["enqueue", '{"command":"x","id":"a/b"}'], 2, 'id: "a/b" is not a valid name'],
  [["enqueue", `{"command":"x","id":"."}`], 2, 'id: "." is not a valid name'],
  [["enqueue", "--queue", "..", "--", "x"], 2, '--queue: ".." is not a valid name'],
  [["enqueue", '{"command":"x","env":{"A":1}}'], 2, "env.A: it must be a string, not a number"],
  [["enqueue", '[{"command":"x"},7]'], 2, "job 2: a job is a JSON object, not a number"],
  [["enqueue", '[{"command":"x"},{"command":"x","x":1}]'], 2, 'job 2: there is no job field "x"'],
  [
    ["enqueue", '[{"command":"x","id":"twin"},{"command":"x","id":"twin"}]'],
    2,
    "job 2: the id twin stands in job 1 already",
  ],
  [
    ["enqueue", '[{"command":"x"},{"command":"x","id":"there"}]'],
    3,
    "job 2: a job with the id there exists already",
    "choose another id, or look at it: queuectl show there",
  ],
  [["enqueue", '{"id":"there","command":"x"}'], 3, "a job with the id there exists already"],
  [["enqueue", '{"command":"x","command":"y"}'], 2, '"command" stands twice in one object', "keep one of them"],
  [["enqueue", '{"command":"x","timeout":0.0004}'], 2, "timeout: 0.0004 is shorter than the shortest duration"],
  [["enqueue", '{"command":"x","timeout":1e-400}'], 2, "1e-400 is too small a number", "write 0 if you mean it"],
  [["enqueue", '{"command":"\\ud800"}'], 2, "command: half a character stands in it"],
  // enqueue: the flags
  [["enqueue", "--timeout", "0.4ms", "--", "x"], 2, '--timeout: "0.4ms" is shorter', "use at least 1ms, or 0"],
  [["enqueue", "--priority", "high", "--", "x"], 2, '--priority: "high" is not a whole number'],
  [["enqueue", "--priority", "10000000", "--", "x"], 2, '--priority: "10000000" is not a whole number'],
  [["enqueue", "--max-retries", "-1", "--", "x"], 2, '--max-retries: "-1" is not a whole number'],
  [["enqueue", "--timeout", "long", "--", "x"], 2, '--timeout: "long" is not a duration'],
  [["enqueue", "--delay", "9999999d", "--", "x"], 2, '--delay: "9999999d" is not a duration'],
  [["enqueue", "--run-at", "2026-02-30", "--", "x"], 2, '--run-at: "2026-02-30" is not an instant'],
  [["enqueue", "--run-at", "+1m", "--delay", "5", "--", "x"], 2, "--run-at and --delay exclude each other"],
  [["enqueue", "--backoff-base", "two", "--", "x"], 2, '--backoff-base: "two" is not a number'],
  [["enqueue", "--queue", "", "--", "x"], 2, '--queue: "" is not a valid name'],
  [["enqueue", "--id", "a b", "--", "x"], 2, '--id: "a b" is not a valid name'],
  [["enqueue", "--id", "there", "--", "x"], 3, "a job with the id there exists already"],
  [["enqueue", "--cwd", "", "--", "x"], 2, "--cwd is empty"],
  [["enqueue", "--env", "NOT_SET_HERE", "--", "x"], 2, "--env: NOT_SET_HERE is not set here"],
  [["enqueue", "--env", "constructor", "--", "x"], 2, "--env: constructor is not set here"],
  [["enqueue", "--env", "1A=x", "--", "x"], 2, '--env: "1A" is not the name of a variable'],
  [["enqueue", "--env", "A=1", "--env", "A=2", "--", "x"], 2, "--env: A is given twice"],
];

test.concurrent.each(WRONG.map(([argv, code, says, fix]) => ({ argv, code, says, fix })))(
  "$argv ends with $code: $says",
  async ({ argv, code: expected, says, fix }) => {
    const { stdout, stderr, code } = await home.run(...argv);
    expect({ stdout, code }).toEqual({ stdout: "", code: expected });
    const [first, second, ...rest] = stderr.split("\n");
    expect(first).toStartWith(`queuectl: ${says}`);
    if (fix !== undefined) expect(second).toBe(`  ${fix}`);
    // One line what is wrong, one how to put it right, and never a stack.
    expect(second).toMatch(/^ {2}\S/);
    expect(rest.length).toBeLessThanOrEqual(1);
    expect(stderr).not.toMatch(/^\s+at /m);
  },
);

test.each([300, 5_000])("a file's name of %i characters is no file's", async (length) => {
  const { stderr, code } = await home.run("enqueue", "--file", "x".repeat(length));
  expect(code).toBe(2);
  expect(stderr.split("\n")[0]).toEndWith('xxx" cannot be read: no file can have so long a name');
});

test("nothing of it was stored", async () => {
  const jobs = await home.json("list");
  expect(jobs.map((job: { id: string; state: string }) => [job.id, job.state])).toEqual([["there", "scheduled"]]);
  expect((await home.json("config", "get", "max-retries"))["max-retries"]).toBe(3);
});
