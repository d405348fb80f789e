import { afterAll, beforeAll, expect, test } from "bun:test";
import { newHome } from "./program.ts";

const home = newHome();
beforeAll(() => home.run("init"));
afterAll(() => home[Symbol.dispose]());

/** Runs the program behind lines of shell, which can say bytes that are no text: `$BAD` is a name in Latin-1. */
async function behind(line: string): Promise<{ stderr: string; code: number }> {
  const program = home.argv().join(" ");
  const script = `BAD=$(printf 'caf\\351'); mkdir -p "$BAD"; ${line.replaceAll("queuectl", program)}`;
  const env = { ...home.env, LC_ALL: "C" };
  const child = Bun.spawn(["/bin/sh", "-c", script], { cwd: home.path, env, stdin: "ignore", stderr: "pipe" });
  return { stderr: await child.stderr.text(), code: await child.exited };
}

// Elsewhere the bytes are not shown, and U+FFFD is refused for what it may stand for.
const onLinux = test.skipIf(process.platform !== "linux");

const REFUSED: [line: string, says: string][] = [
  ['queuectl enqueue -- rm "$BAD.txt"', "argument 4 is not UTF-8: $'caf\\xe9.txt'"],
  ['queuectl enqueue -c "rm $BAD"', "argument 3 is not UTF-8: $'rm caf\\xe9'"],
  ['queuectl enqueue "{\\"command\\":\\"$BAD\\"}"', "argument 2 is not UTF-8: "],
  ['queuectl enqueue --env A="$BAD" -- true', "argument 3 is not UTF-8: $'A=caf\\xe9'"],
  ['queuectl enqueue --cwd "$BAD" -- true', "argument 3 is not UTF-8: "],
  ['queuectl enqueue --file "$BAD"', "argument 3 is not UTF-8: "],
  ['queuectl --db "$BAD/q.db" list', "argument 2 is not UTF-8: $'caf\\xe9/q.db'"],
  ['queuectl delete "$BAD"', "argument 2 is not UTF-8: "],
  ["queuectl enqueue -- echo \"$(printf '\\355\\240\\200')\"", "argument 4 is not UTF-8: $'\\xed\\xa0\\x80'"],
  ['A="$BAD" queuectl enqueue --env A -- true', "the variable A is not UTF-8: $'caf\\xe9'"],
  ['PATH="$PATH:/$BAD" queuectl enqueue -- true', "the variable PATH is not UTF-8: "],
  ['cd "$BAD" && queuectl enqueue -- true', "the working directory is not UTF-8: "],
  ['cd "$BAD" && queuectl --db q.db list', "the working directory is not UTF-8: "],
  ['QUEUECTL_DB="$BAD" queuectl list', "the variable QUEUECTL_DB is not UTF-8: "],
  ['QUEUECTL_HOME="$BAD" queuectl list', "the variable QUEUECTL_HOME is not UTF-8: "],
  ['env -u QUEUECTL_HOME HOME="/$BAD" queuectl list', "the variable HOME is not UTF-8: "],
  ['ANY="$BAD" queuectl worker start --until-empty', "the variable ANY is not UTF-8: "],
];

onLinux.concurrent.each(REFUSED)("%s", async (line, says) => {
  const { stderr, code } = await behind(line);
  expect(stderr).toStartWith(`queuectl: ${says}`);
  expect(stderr.split("\n")).toEqual([expect.any(String), expect.stringMatching(/^ {2}\S/), ""]);
  expect(code).toBe(2);
});

onLinux.concurrent("what is not taken over may be anything, and U+FFFD itself is text", async () => {
  const ids = ["mark", "path", "place"];
  const [mark, path, place] = await Promise.all([
    behind("ANY=$BAD B=\ufffd queuectl enqueue --id mark --env B --env C=é -- echo \ufffd 'é'"),
    behind('PATH="$PATH:/$BAD" queuectl enqueue --id path --env PATH=/bin -- true'),
    behind('cd "$BAD" && queuectl enqueue --id place --cwd / -- true'),
  ]);
  expect([mark, path, place]).toEqual(ids.map(() => ({ stderr: "", code: 0 })));
  expect(await home.json("show", "mark")).toMatchObject({
    command: ["echo", "\ufffd", "é"],
    env: { B: "\ufffd", C: "é" },
  });
  expect((await home.json("list")).map(({ id }: { id: string }) => id).toSorted()).toEqual(ids);
});

onLinux("what is written in a shell line as its fix says names the right file", async () => {
  const { stderr } = await behind('queuectl enqueue -- rm "$BAD"');
  const line = /-c '(.*)'$/m.exec(stderr)?.[1] as string;
  await behind('touch "$BAD.txt"');
  expect(await Bun.spawn(["/bin/sh", "-c", line], { cwd: home.path, stderr: "inherit" }).exited).toBe(0);
});
