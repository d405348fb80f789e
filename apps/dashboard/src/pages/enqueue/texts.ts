/** What a text field makes of a list: one item a line, and JSON where lines would make other items of it. */

/** The arguments of a command as text; `argvOf` finds them all again, empty ones and line breaks included. */
export function argvText(argv: readonly string[]): string {
  const lines = argv.join("\n");
  return survives(lines, argvOf(lines), argv) ? lines : JSON.stringify(argv);
}

/** Reads one argument a line, or a JSON array of strings. */
export function argvOf(text: string): string[] {
  const json = parsed(text);
  if (Array.isArray(json) && json.every(isString)) return json;
  return text.split("\n").filter((word) => word !== "");
}

/** Variables as text; `envOf` finds them again. */
export function envText(env: Readonly<Record<string, string>>): string {
  const lines = Object.entries(env)
    .map(([name, value]) => `${name}=${value}`)
    .join("\n");
  return survives(lines, envOf(lines), env) ? lines : JSON.stringify(env);
}

/** Reads `NAME=value`, one a line, or a JSON object of strings. */
export function envOf(text: string): Readonly<Record<string, string>> {
  const json = parsed(text);
  if (typeof json === "object" && json !== null && Object.values(json).every(isString)) return { ...json };
  const pairs = text.split("\n").filter((line) => line.trim() !== "");
  return Object.fromEntries(
    pairs.map((line) => {
      const at = line.indexOf("=");
      return at < 0 ? [line.trim(), ""] : [line.slice(0, at).trim(), line.slice(at + 1)];
    }),
  );
}

// A text field makes a line break of every carriage return.
function survives(lines: string, read: unknown, meant: unknown): boolean {
  return !lines.includes("\r") && JSON.stringify(read) === JSON.stringify(meant);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}
