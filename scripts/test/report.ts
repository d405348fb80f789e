/** What a run came to. */
export interface Counts {
  readonly passed: number;
  readonly skipped: number;
  /** For each its name, and below that, indented, what the test said. */
  readonly failures: readonly string[];
}

/**
 * Reads `bun test`'s JUnit report. A file that was expected and is not in it counts as one failure (it did not load), and so
 * does a run that says by its exit code alone that something is wrong, or leaves no report.
 */
export function readReport(xml: string | null, expected: readonly string[], exitCode: number): Counts {
  if (xml === null) return { passed: 0, skipped: 0, failures: [`bun test left no report (exit code ${exitCode})`] };
  const files = new Set<string>();
  const failures: string[] = [];
  let passed = 0;
  let skipped = 0;
  for (const [, attributes = "", body = ""] of xml.matchAll(/<testcase ([^>]*?)(?:\/>|>(.*?)<\/testcase>)/gs)) {
    const file = attribute(attributes, "file");
    files.add(file);
    if (body.includes("<failure") || body.includes("<error")) failures.push(title(file, attributes) + reason(body));
    else if (body.includes("<skipped")) skipped++;
    else passed++;
  }
  for (const file of expected) {
    if (!files.has(file)) failures.push(`${file}: it holds no test, or did not load`);
  }
  if (exitCode !== 0 && failures.length === 0) failures.push(`bun test (exit code ${exitCode}, see above)`);
  return { passed, skipped, failures };
}

function title(file: string, attributes: string): string {
  const group = attribute(attributes, "classname");
  return [`${file}:`, ...(group === "" ? [] : [`${group} >`]), attribute(attributes, "name")].join(" ");
}

/** The end of a long log may be all that is kept of it: there it stands why, too. */
function reason(body: string): string {
  const [, attributes = "", text = ""] = /<(?:failure|error)\s([^>]*?)(?:\/>|>(.*?)<\/)/s.exec(body) ?? [];
  const said = text === "" ? attribute(attributes, "message") : decoded(text);
  const lines = said.split("\n").filter((line) => line.trim() !== "");
  return lines
    .slice(0, MOST_LINES)
    .map((line) => `\n      ${line}`)
    .join("");
}

const MOST_LINES = 20;

const ENTITIES: Record<string, string> = {
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  amp: "&",
  "#10": "\n",
  "#13": "",
  "#9": "\t",
};

function attribute(attributes: string, name: string): string {
  const value = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
  return decoded(value);
}

function decoded(text: string): string {
  return text.replace(/&([a-z]+|#\d+);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}
