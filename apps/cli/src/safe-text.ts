// C0, DEL and C1, which terminals obey; line breaks by Unicode; and the marks that turn the direction of writing, which can
// make a command look like another one.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
const UNSAFE_ALL = new RegExp(UNSAFE, "g");

/** One line, harmless on a terminal, of any text that came from a job: escape sequences go, white space becomes a space. */
export function safeLine(text: string): string {
  if (!UNSAFE.test(text)) return text;
  return Bun.stripANSI(text)
    .replace(/[\t\n\v\f\r\u2028\u2029]+/g, " ")
    .replace(UNSAFE_ALL, "");
}

/** Like `safeLine`, but lines and tabs stay what they are. A carriage return alone becomes a line break. */
export function safeText(text: string): string {
  if (!UNSAFE.test(text)) return text;
  return Bun.stripANSI(text)
    .replace(/\r\n?/g, "\n")
    .replace(UNSAFE_ALL, (mark) => (mark === "\n" || mark === "\t" ? mark : ""));
}
