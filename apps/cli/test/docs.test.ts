import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

/**
 * Every `console` block of the docs is executed: lines that begin with `$ ` are typed into a shell, what follows is what the
 * program must print. A line `…` stands for anything. Times, sizes of columns and names that differ each time are not compared.
 */
const ROOT = resolve(import.meta.dir, "../../..");
const PAGES = ["README.md", "docs/commands.md", "docs/configuration.md", "docs/http.md"];
/** Here `$URL` stands for a server that runs meanwhile, and curl is what asks it. */
const SERVED = "docs/http.md";

interface Example {
  readonly line: number;
  readonly command: string;
  readonly expected: string[];
}

function examples(markdown: string): Example[] {
  const found: { line: number; command: string; expected: string[] }[] = [];
  let inside = false;
  for (const [index, text] of markdown.split("\n").entries()) {
    if (text.startsWith("```")) inside = text === "```console";
    else if (!inside) continue;
    else if (text.startsWith("$ ")) found.push({ line: index + 1, command: text.slice(2), expected: [] });
    else found.at(-1)?.expected.push(text);
  }
  return found;
}

/** What a reader takes for the same: another time, another width of a column, another runner. */
function normal(text: string, home: string): string[] {
  return text
    .replaceAll(home, "~")
    .replaceAll(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?Z?/g, "<instant>")
    .replaceAll(/\b\d{8}T\d{9}Z\b/g, "<instant>")
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "<uuid>")
    .replaceAll(/\brunner-[0-9a-z]{8}(\/\d+)?\b/g, "<runner>")
    .replaceAll(/pid \d+/g, "pid <n>")
    .replaceAll(/\b\d+(\.\d+)? ?(ms|s|m|h|d)\b( \d+ ?(ms|s|m|h))?/g, "<time>")
    .replaceAll(/\bnow\b|in <time>|<time> ago|waiting <time>/g, "<when>")
    .replaceAll(/, [\d,]+\/s/g, "")
    .replaceAll(/─+/g, "─")
    .split("\n")
    .map((line) => line.replaceAll(/\s+/g, " ").trim())
    .filter((line) => line !== "");
}

function matches(actual: string[], expected: string[]): boolean {
  const [head, ...tail] = expected;
  if (head === undefined) return actual.length === 0;
  if (head === "…") return actual.some((_, skip) => matches(actual.slice(skip), tail)) || tail.length === 0;
  return actual[0] === head && matches(actual.slice(1), tail);
}

describe.each(PAGES.filter((page) => page !== SERVED || Bun.which("curl")))("%s", (page) => {
  const home = mkdtempSync(join(tmpdir(), "queuectl-docs-"));
  const bin = join(ROOT, "node_modules/.bin");
  const env: Record<string, string | undefined> = {
    ...process.env,
    PATH: `${bin}:${process.env["PATH"]}`,
    QUEUECTL_HOME: join(home, ".queuectl"),
    HOME: home,
    NO_COLOR: "1",
  };
  let web: Bun.Subprocess<"ignore", "pipe", "ignore"> | null = null;
  beforeAll(async () => {
    if (page !== SERVED) return;
    const command = ["queuectl", "web", "--port", "0", "--json"];
    web = Bun.spawn(command, { env, cwd: home, stdin: "ignore", stdout: "pipe", stderr: "ignore" });
    for await (const line of web.stdout) {
      env["URL"] = JSON.parse(new TextDecoder().decode(line)).url;
      break;
    }
  });
  afterAll(async () => {
    web?.kill();
    await web?.exited;
    await Bun.spawn(["queuectl", "worker", "stop", "--force", "--timeout", "5s"], { env, cwd: home, stderr: "ignore" })
      .exited;
    rmSync(home, { recursive: true, force: true });
  });

  const all = examples(readFileSync(join(ROOT, page), "utf8"));
  test("has examples", () => expect(all.length).toBeGreaterThan(0));

  for (const { line, command, expected } of all) {
    test(`line ${line}: ${command}`, async () => {
      const child = Bun.spawn(["/bin/sh", "-c", `exec 2>&1; ${command}`], { env, cwd: home, stdin: "ignore" });
      const actual = normal(await child.stdout.text(), home);
      const wanted = normal(expected.join("\n"), home);
      if (!matches(actual, wanted)) expect(actual).toEqual(wanted);
    });
  }
});

const DOCS = readdirSync(join(ROOT, "docs")).filter((name) => name.endsWith(".md"));
const ALL_PAGES = ["README.md", "ARCHITECTURE.md", ...DOCS.map((name) => `docs/${name}`)];

test.each(ALL_PAGES)("every file that %s names is there", (page) => {
  const markdown = readFileSync(join(ROOT, page), "utf8");
  const named = [...markdown.matchAll(/`((?:apps|packages|scripts)\/[^`\s]+)`/g)].map(([, path]) =>
    join(ROOT, `${path}`),
  );
  const linked = [...markdown.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(([, path]) =>
    join(ROOT, dirname(page), `${path}`),
  );
  expect([...named, ...linked].filter((path) => !existsSync(path))).toEqual([]);
});

test("every fault in the guarantees names the test that holds it", () => {
  const [, table = ""] = readFileSync(join(ROOT, "docs/guarantees.md"), "utf8").split("## What happens on each fault");
  const rows =
    table
      .split("\n## ")[0]
      ?.split("\n")
      .filter((line) => /^\| (?!fault)/.test(line)) ?? [];
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter((row) => !/\| `(apps|packages)\/\S+\.ts`[^|]*\|$/.test(row))).toEqual([]);
});
